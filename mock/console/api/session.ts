import { signal } from '@preact/signals';

/** The control API's URL: the page lies at its root, in a sandbox too. */
export const CONTROL_URL = new URL('./', location.href.replace(/#.*$/, ''));

/** The path before `/__mock/`: empty, or that of a sandbox such as `/sandbox/a`. */
export const PREFIX = CONTROL_URL.pathname.replace(/\/__mock\/$/, '');

/** The sandbox that the page shows; `undefined`: the default one. */
export const SANDBOX = /\/sandbox\/([^/]+)$/.exec(PREFIX)?.[1];

/**
 * A secret that this tab keeps until it is closed: in the session storage, never in a URL.
 * A browser that blocks storage keeps it until the page is loaded again.
 */
class Secret {
  readonly #key: string;
  #value: string | undefined;

  constructor(name: string) {
    this.#key = `emqx-mock.${name}`;
    try {
      this.#value = sessionStorage.getItem(this.#key) ?? undefined;
    } catch {
      this.#value = undefined;
    }
  }

  get value(): string | undefined {
    return this.#value;
  }

  set value(value: string | undefined) {
    this.#value = value;
    try {
      if (value === undefined) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, value);
    } catch {
      // See above.
    }
  }
}

/** The control token. */
export const token = new Secret('token');

/** Whether the control API asks for a token that it has not been given. */
export const needsToken = signal(false);

/** Forgets the token, and asks for it again. */
export function logOut(): void {
  token.value = undefined;
  needsToken.value = true;
}
