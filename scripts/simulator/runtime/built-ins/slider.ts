import type { BuiltIn } from './define';
import { joinForm } from './form';

export const slider: BuiltIn = {
  properties: {
    name: String,
    min: Number,
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: Number,
    disabled: Boolean,
    activeColor: String,
    backgroundColor: String,
    blockSize: { type: Number, value: 28 },
    showValue: Boolean,
  },
  build(node) {
    const range = document.createElement('input');
    const shown = document.createElement('span');
    range.type = 'range';
    const report = (type: string): void => {
      node.keep('value', Number(range.value));
      shown.textContent = range.value;
      node.emit(type, { value: Number(range.value) });
    };
    range.addEventListener('input', () => report('changing'));
    range.addEventListener('change', () => report('change'));
    node.host.append(range, shown);
    const paint = (): void => {
      for (const name of ['min', 'max', 'step', 'value'] as const) range[name] = node.text(name);
      range.disabled = node.is('disabled');
      range.style.accentColor = node.text('activeColor') || '#07c160';
      shown.hidden = !node.is('showValue');
      shown.textContent = range.value;
    };
    joinForm(
      node,
      () => Number(range.value),
      () => node.keep('value', node.number('min')),
    );
    return { slot: document.createElement('div'), update: paint };
  },
};

export const progress: BuiltIn = {
  properties: {
    percent: Number,
    showInfo: Boolean,
    strokeWidth: { type: Number, value: 6 },
    activeColor: { type: String, value: '#09bb07' },
    color: String,
    backgroundColor: { type: String, value: '#ebebeb' },
    active: Boolean,
  },
  build(node) {
    const bar = document.createElement('i');
    const info = document.createElement('span');
    node.host.append(bar, info);
    node.host.setAttribute('role', 'progressbar');
    return {
      slot: document.createElement('div'),
      update() {
        const color = node.text('color') || node.text('activeColor');
        const stop = `${node.number('percent')}%`;
        bar.style.height = `${node.number('strokeWidth')}px`;
        bar.style.background = `linear-gradient(90deg, ${color} ${stop}, ${node.text('backgroundColor')} ${stop})`;
        info.textContent = node.is('showInfo') ? stop : '';
        node.host.setAttribute('aria-valuenow', node.text('percent'));
      },
    };
  },
};
