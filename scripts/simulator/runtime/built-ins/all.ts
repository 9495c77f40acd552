import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { button } from './button';
import { type BuiltIn, defineBuiltIn } from './define';
import { form } from './form';
import { image } from './image';
import { input, textarea } from './input';
import { scrollView } from './scroll-view';
import { text, view } from './text';

const builtIns: Record<string, BuiltIn> = {
  view,
  text,
  image,
  button,
  input,
  textarea,
  form,
  'scroll-view': scrollView,
};

/** Makes all built-in components known to the space. */
export function defineBuiltIns(space: glassEasel.ComponentSpace): void {
  for (const [name, builtIn] of Object.entries(builtIns)) defineBuiltIn(space, name, builtIn);
}
