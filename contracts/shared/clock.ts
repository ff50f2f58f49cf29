import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../http/target.js';

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await sleep(ms);
  },
};
