import { signal } from '@preact/signals';
import { control, ControlError } from './control.js';

/** What the mock reports of itself. */
export interface Settings {
  readonly dialect: string;
  readonly seed: number;
  readonly clients: number;
}

/** `undefined` until they are loaded. */
export const settings = signal<Settings | undefined>(undefined);

export async function loadSettings(): Promise<void> {
  try {
    settings.value = await control<Settings>('GET', 'ready');
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
  }
}
