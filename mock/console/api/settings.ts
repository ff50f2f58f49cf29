import { computed, signal } from '@preact/signals';
import { control, ControlError } from './control.js';
import { CONTROL_URL, PREFIX } from './session.js';

/** What the mock reports of itself: `GET /__mock/settings`. */
export interface Settings {
  readonly dialect: string;
  readonly basePath: string;
  /** `null`: the API asks for none. */
  readonly credentials: { readonly id: string; readonly secret: string } | null;
  readonly utcOffsetMinutes: number;
  /** Of the filters by time. */
  readonly timeUnit: 'seconds' | 'milliseconds';
  /** The filters that the dialect knows. */
  readonly filters: readonly { readonly name: string; readonly kind: string }[];
}

/** `undefined` until they are loaded. */
export const settings = signal<Settings | undefined>(undefined);

export async function loadSettings(): Promise<void> {
  try {
    settings.value = await control<Settings>('GET', 'settings');
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
  }
}

/** The path that the API's URLs begin with, in the sandbox of the page: `/sandbox/a/api/v4`. */
export const apiPath = computed(() => `${PREFIX}${settings.value?.basePath ?? '/api/v4'}`);

export const apiUrl = computed(() => new URL(apiPath.value, CONTROL_URL).href);

/** `id:secret`; `undefined`: the API asks for none. */
export function credentials(): string | undefined {
  const own = settings.value?.credentials;
  return own ? `${own.id}:${own.secret}` : undefined;
}
