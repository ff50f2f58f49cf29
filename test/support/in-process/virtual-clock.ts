import type { Clock } from '../../../contracts/index.js';

/** Not at the start of a second: a broker's clients seldom connect there. */
const START = Date.parse('2026-03-18T02:15:57.250Z');

/** Time that passes only while somebody sleeps, so that waiting costs a test nothing. */
export class VirtualClock implements Clock {
  #now = START;

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
  }
}
