import { type CodeSpace, glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { type CompiledApp, type ComponentConfig, componentsUsedBy, type Generics } from '../compiled-app';
import { platformBehaviors } from './behaviors';
import { defineBuiltIns } from './built-ins/all';
import type { EaselComponent } from './easel';
import { wxsGlobals } from './wxs';

type Definition = { behaviors?: unknown[]; options?: Record<string, unknown>; methods?: object };

/** The pages and components of an app. Each is registered, with those it uses, when first needed. */
export class Registry {
  readonly env = new MiniProgramEnv();
  readonly space: CodeSpace = this.env.createCodeSpace('', true);
  readonly #registered = new Set<string>();
  readonly #behaviors: Record<string, unknown>;
  #current = '';

  constructor(
    private readonly app: CompiledApp,
    private readonly runScript: (path: string) => void,
  ) {
    const components = this.space.getComponentSpace();
    components.updateComponentOptions({ writeIdToDOM: true });
    defineBuiltIns(components);
    this.space.setOverallBehavior(components.defineBehavior({ lifetimes: { attached: announceReady } }));
    this.#behaviors = platformBehaviors(this.space);
    this.addCode();
  }

  /** Runs the script of a page or component and of all it uses, once. */
  register(path: string): void {
    if (this.#registered.has(path)) return;
    this.#registered.add(path);
    const config = this.app.components[path]?.config;
    for (const used of config ? componentsUsedBy(config) : []) this.register(used);
    const outer = this.#current;
    this.#current = path;
    try {
      this.runScript(`${path}.js`);
    } finally {
      this.#current = outer;
    }
  }

  Page = (definition: Definition): unknown =>
    this.space.componentEnv(this.#current, ({ Page }) => Page(this.prepare(definition) as never));

  Component = (definition: Definition): unknown =>
    this.space.componentEnv(this.#current, ({ Component }) => Component(this.prepare(definition) as never));

  Behavior = (definition: Definition): unknown =>
    this.space.componentEnv(this.#current, ({ Behavior }) => Behavior(this.prepare(definition) as never));

  private addCode(): void {
    const templates = this.app.templates(wxsGlobals);
    for (const [path, { config, scope }] of Object.entries(this.app.components)) {
      this.space.addComponentStaticConfig(path, withSlashes(config) as never);
      this.space.addStyleSheet(path, undefined, scope);
      const content = templates[path];
      if (content) this.space.addCompiledTemplate(path, { groupList: templates, content });
    }
  }

  /** Names of platform behaviors become the behaviors themselves. */
  private prepare(definition: Definition): Definition {
    if (!definition.behaviors) return definition;
    const behaviors = definition.behaviors.map((behavior) =>
      typeof behavior === 'string' ? this.#behaviors[behavior] : behavior,
    );
    return { ...definition, behaviors: behaviors.filter((behavior) => behavior !== undefined) };
  }
}

/** glass-easel takes a path without a slash as one beside the component. */
function withSlashes({ usingComponents, componentGenerics = {}, ...config }: ComponentConfig): ComponentConfig {
  const using = Object.entries(usingComponents).map(([tag, path]) => [tag, `/${path}`]);
  const generics = Object.entries(componentGenerics).map(([tag, generic]) => [
    tag,
    generic === true ? true : { default: `/${generic.default}` },
  ]);
  return {
    ...config,
    usingComponents: Object.fromEntries(using) as ComponentConfig['usingComponents'],
    componentGenerics: Object.fromEntries(generics) as Generics,
  };
}

/** glass-easel leaves `ready` to its host: it comes once the update that attached the component is over. */
function announceReady(this: unknown): void {
  const component = (this as { _$?: EaselComponent })._$ ?? (this as EaselComponent);
  queueMicrotask(() => component.triggerLifetime('ready', []));
}

/** Unknown attributes and absent relation targets are normal on the platform, which says nothing about them. */
glassEasel.addGlobalWarningListener(() => false);
