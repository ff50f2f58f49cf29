/**
 * What the kill test kills: a mock whose clients are deleted one by one, in order, and kept in a
 * file. It tells of each DELETE that was answered, and of the longest time in which it was not run.
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readClient } from '../../mock/core/client-input.js';
import { createMockOf } from '../../mock/mock.js';
import { readOptions } from '../../mock/options.js';
import { keepState } from '../../mock/state-file/persist.js';

const [file = '', delay = '', count = ''] = process.argv.slice(2);
const population = Array.from({ length: Number(count) }, (_, index) => {
  const read = readClient({ clientid: `c${index}` }, { utcOffsetMinutes: 0, now: Date.now() });
  if (!read.ok) throw new Error(`c${index} is no client.`);
  return read.client;
});
const mock = createMockOf(population, readOptions({ apps: false }), Date.now);
await keepState(file, {
  state: mock.state,
  utcOffsetMinutes: 0,
  delay: Number(delay),
  onError: (error) => {
    throw error;
  },
});
let longest = 0;
let last = Date.now();
for (let index = 0; index < Number(count); index++) {
  const { status } = mock.handle({ method: 'DELETE', path: `/api/v4/clients/c${index}` });
  const now = Date.now();
  longest = Math.max(longest, now - last);
  last = now;
  // Written at once, so that what is told has happened, whenever the kill comes.
  if (status === 200) writeSync(1, `${index} ${now} ${longest}\n`);
  if (index % 3 === 0) await wait(6);
}
