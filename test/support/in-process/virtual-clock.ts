import type { Clock } from '../../../contracts/index.js';

/** Not at the start of a second, as on a real broker. */
const START = Date.parse('2026-03-18T02:15:57.250Z');

/** Time that passes only during `sleep`, which returns at once. */
export class VirtualClock implements Clock {
  #now = START;

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
  }
}
