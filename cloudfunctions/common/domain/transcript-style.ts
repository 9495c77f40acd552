/** How an HTML transcript looks: on a phone, on a desk, in the dark, on paper. */
export const style = `
:root { color-scheme: light dark; --page: #ededed; --card: #fff; --own: #95ec69; --text: #191919; --faint: #6b6b6b; --line: #ddd; --note: #fff3d6; --good: #087f3f; --bad: #c9302c; }
@media (prefers-color-scheme: dark) { :root { --page: #111; --card: #2c2c2c; --own: #225f3c; --text: #e5e5e5; --faint: #9b9b9b; --line: #333; --note: #4a3c1a; --good: #5ad18f; --bad: #ff7b76; } }
* { box-sizing: border-box; margin: 0; }
body { max-width: 760px; margin: 0 auto; padding: 24px 16px 48px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 22px; margin-bottom: 12px; }
h2 { font-size: 17px; margin: 32px 0 8px; }
dl { background: var(--card); border-radius: 8px; padding: 4px 16px; font-size: 14px; }
dl > div { display: flex; gap: 12px; padding: 6px 0; border-bottom: 1px solid var(--line); }
dl > div:last-child { border-bottom: 0; }
dt { flex: 0 0 112px; color: var(--faint); }
dd { flex: 1; white-space: pre-wrap; }
.seal { font-size: 12px; }
.seal dd { font-family: ui-monospace, monospace; }
footer p { font-size: 14px; color: var(--faint); margin-bottom: 8px; }
#verdict { margin: 12px 0; padding: 10px 16px; border-radius: 8px; background: var(--card); border-left: 4px solid var(--faint); font-size: 14px; }
#verdict.good { border-color: var(--good); color: var(--good); }
#verdict.bad { border-color: var(--bad); color: var(--bad); font-weight: 600; }
label { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; font-size: 14px; color: var(--faint); }
ol { list-style: none; padding: 0; }
li { margin: 0 0 16px; display: flex; flex-direction: column; align-items: flex-start; }
li.agent { align-items: flex-end; }
li.system { align-items: center; text-align: center; }
.who { font-size: 12px; color: var(--faint); margin-bottom: 4px; }
.who span:first-child { font-weight: 600; }
.said { max-width: min(85%, 560px); padding: 8px 12px; border-radius: 6px; background: var(--card); white-space: pre-wrap; text-align: left; }
li.agent .said { background: var(--own); }
li.note .said { background: var(--note); border: 1px dashed var(--faint); }
li.system .said { background: none; padding: 0; font-size: 13px; color: var(--faint); }
.said span:first-child { font-size: 12px; color: var(--faint); margin-right: 4px; }
li.of-text .said span:first-child, li.system .said span:first-child { display: none; }
.remark { font-size: 12px; color: var(--bad); margin-top: 4px; }
.remark:has(span:empty) { display: none; }
.ids { display: none; font: 11px/1.4 ui-monospace, monospace; color: var(--faint); margin-top: 4px; max-width: 100%; }
body:has(#ids:checked) .ids { display: block; }
@media print {
  :root { --page: #fff; --card: #fff; --own: #fff; --text: #000; --faint: #444; --line: #bbb; --note: #fff; --good: #000; --bad: #000; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  label { display: none; }
  li { break-inside: avoid; margin-bottom: 8pt; }
  .said { border: 1px solid var(--line); }
  li.note .said { border: 1px dashed var(--text); }
  .ids { display: block; font-size: 7pt; }
}
@page { margin: 18mm 15mm; }
`;
