/**
 * The process of the kill test: a mock whose clients are deleted in order, one after the other, and
 * saved to a file. It prints `deleted N` after the answer to the Nth DELETE, and `saved N` once it
 * has seen a file without the first N clients. After some deletions it kills itself in the middle
 * of a write: as soon as the draft has a certain share of the file's first size.
 */
import { readFileSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { readClient } from '../../mock/core/client-input.js';
import { createMockOf } from '../../mock/mock.js';
import { readOptions } from '../../mock/options.js';
import { persistState } from '../../mock/state-file/persist.js';

const [file = '', ...numbers] = process.argv.slice(2);
const [count = 0, deletions = 0, share = 0] = numbers.map(Number);
const draft = join(dirname(file), `.${basename(file)}.draft`);

const population = Array.from({ length: count }, (_, index) => {
  const read = readClient({ clientid: `c${index}` }, { utcOffsetMinutes: 0, now: Date.now() });
  if (!read.ok) throw new Error(`c${index} is not a client.`);
  return read.client;
});
const mock = createMockOf(population, readOptions({ apps: false }), Date.now);
await persistState(file, {
  state: mock.state,
  utcOffsetMinutes: 0,
  delay: 1,
  onError: (error) => {
    throw error;
  },
});

/** Writes at once, so that the parent can rely on a line whenever the kill comes. */
const print = (line: string): void => void writeSync(1, `${line}\n`);

let saved = 0;
const { mtimeMs, size: fullSize } = statSync(file);
let seen = mtimeMs;
function readSaved(): void {
  const { mtimeMs } = statSync(file);
  if (mtimeMs === seen) return;
  seen = mtimeMs;
  saved = count - readFileSync(file, 'utf8').trim().split('\n').length;
  print(`saved ${saved}`);
}

for (let deleted = 1; deleted < count; deleted++) {
  const { status } = mock.handle({ method: 'DELETE', path: `/api/v4/clients/c${deleted - 1}` });
  if (status !== 200) throw new Error(`DELETE c${deleted - 1} was answered with ${status}.`);
  print(`deleted ${deleted}`);
  // Most deletions do not wait for the file: one write may save several.
  do {
    await turn();
    readSaved();
    const size = statSync(draft, { throwIfNoEntry: false })?.size ?? -1;
    if (deleted >= deletions && size >= share * fullSize) process.kill(process.pid, 'SIGKILL');
  } while (deleted % 5 === 0 && saved < deleted);
}
