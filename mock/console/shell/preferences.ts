import { effect, type Signal, signal } from '@preact/signals';

/**
 * A choice of the user that the browser remembers, such as the language.
 * @param name unique among the choices.
 * @param read returns the remembered text as a value, or the default for `null` and invalid texts.
 */
export function remembered<T>(name: string, read: (text: string | null) => T): Signal<T> {
  const key = `emqx-mock.${name}`;
  const value = signal(read(getItem(key)));
  let isFirst = true;
  effect(() => {
    const text = String(value.value);
    if (!isFirst) setItem(key, text);
    isFirst = false;
  });
  return value;
}

// A browser that blocks storage throws; then nothing is remembered.
function getItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function setItem(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // See above.
  }
}

const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** `auto` is what the system prefers. */
export const theme = remembered<Theme>(
  'theme',
  (text) => THEMES.find((each) => each === text) ?? 'auto',
);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
