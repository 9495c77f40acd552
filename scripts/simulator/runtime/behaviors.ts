import type { CodeSpace } from 'glass-easel-miniprogram-adapter';

/** The behaviors that the platform offers by name. */
export function platformBehaviors(space: CodeSpace): Record<string, unknown> {
  const named = (properties: object): unknown =>
    space.componentEnv('', ({ Behavior }) => Behavior({ properties } as never));
  return {
    'wx://form-field': named({ name: String, value: null }),
    'wx://form-field-group': named({}),
    'wx://form-field-button': named({}),
    'wx://component-export': named({}),
  };
}
