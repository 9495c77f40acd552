import type { Themes } from '../compiled-app';
import type { Theme } from './device';

/** Replaces `@name` in page and tab bar settings by its value in the theme. */
export function withTheme<Settings>(settings: Settings, themes: Themes, theme: Theme): Settings {
  const text = JSON.stringify(settings, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('@') ? (themes[theme][value.slice(1)] ?? value) : value,
  );
  return JSON.parse(text) as Settings;
}
