import './stage.css';
import { reloadOnChange } from '../runtime/reload';
import { element } from './elements';
import { createMeter } from './meter';
import { createPhone } from './phone';

/** Below this width there is room for one app only. */
const narrowest = 760;

/** The phone's size with its border; it is shown smaller where the window is too small for two of them. */
const phoneSize = { width: 390 + 16, height: 844 + 16 };
const rowLayout = matchMedia('(width >= 1180px)');

/** Shows both phones side by side; whose they are stays in the address, so that a reload keeps it. */
function openStage(): void {
  const chosen = new URLSearchParams(location.search);
  const remember = (): void => {
    const query = new URLSearchParams({ customer: customer.openid(), agent: agent.openid() });
    history.replaceState(null, '', `?${query.toString()}`);
  };
  const customer = createPhone('customer', '顾客的手机', chosen.get('customer') ?? 'customer-1', () => remember());
  const agent = createPhone('agent', '客服的手机', chosen.get('agent') ?? 'agent-1', () => remember());
  document.body.append(header(), element('main', 'stage', [customer.element, agent.element]));
  customer.show(customer.openid());
  agent.show(agent.openid());
  fitPhones();
  window.addEventListener('resize', fitPhones);
  reloadOnChange('stamp.json');
}

function header(): HTMLElement {
  return element('header', '', [
    element('h1', '', ['微信在线客服']),
    element('span', 'note', ['本地云 · 两台手机，同一个环境']),
    createMeter(),
  ]);
}

function fitPhones(): void {
  const taken = rowLayout.matches ? { width: 560, height: 104 } : { width: 96, height: 196 };
  const scale = Math.min(
    1,
    (window.innerHeight - taken.height) / phoneSize.height,
    (window.innerWidth - taken.width) / 2 / phoneSize.width,
  );
  document.body.style.setProperty('--scale', String(Math.max(0.4, scale)));
}

if (window.innerWidth < narrowest) location.replace('customer/?openid=customer-1');
else openStage();
