import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { button } from './button';
import { checkbox, checkboxGroup, radio, radioGroup } from './choices';
import { type BuiltIn, defineBuiltIn } from './define';
import { form } from './form';
import { icon } from './icon';
import { image } from './image';
import { input, textarea } from './input';
import { label } from './label';
import { canvas, video } from './media';
import { navigator } from './navigator';
import { navigationBar, pageMeta } from './page-meta';
import { picker } from './picker';
import { richText } from './rich-text';
import { rootPortal } from './root-portal';
import { scrollView } from './scroll-view';
import { progress, slider } from './slider';
import { swiper, swiperItem } from './swiper';
import { switchControl } from './switch';
import { text, view } from './text';

const builtIns: Record<string, BuiltIn> = {
  button,
  canvas,
  checkbox,
  'checkbox-group': checkboxGroup,
  'cover-image': image,
  'cover-view': view,
  form,
  icon,
  image,
  input,
  label,
  'navigation-bar': navigationBar,
  navigator,
  'page-meta': pageMeta,
  picker,
  progress,
  radio,
  'radio-group': radioGroup,
  'rich-text': richText,
  'root-portal': rootPortal,
  'scroll-view': scrollView,
  slider,
  swiper,
  'swiper-item': swiperItem,
  switch: switchControl,
  text,
  textarea,
  video,
  view,
};

/** Makes all built-in components known to the space. */
export function defineBuiltIns(space: glassEasel.ComponentSpace): void {
  for (const [name, builtIn] of Object.entries(builtIns)) defineBuiltIn(space, name, builtIn);
}
