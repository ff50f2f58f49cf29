import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../mock/seed/random.js';
import { readStateFile } from '../../mock/state-file/read.js';

const KILLS = 50;
const AT_ONCE = 10;
const CLIENTS = 700;
/** Milliseconds. */
const DELAY = 20;
/** Milliseconds that one write may take on a busy machine; what it did not run comes on top. */
const WRITE = 800;
const SEED = 20260101;

const directory = mkdtempSync(join(tmpdir(), 'emqx-kill-'));
const child = join(directory, 'child.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('persist-child.ts', import.meta.url))],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface Told {
  /** When the DELETE of the client with that number was answered. */
  readonly answered: readonly number[];
  readonly killed: number;
  /** The longest time in which the child was not run. */
  readonly stalled: number;
}

/** Starts the child, and kills it so many milliseconds after its first answer. */
async function killAfter(ms: number, file: string): Promise<Told> {
  const running = spawn(process.execPath, [child, file, String(DELAY), String(CLIENTS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise((resolve) => running.once('close', resolve));
  let output = '';
  const begun = new Promise<void>((resolve) => {
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      resolve();
    });
  });
  await Promise.race([begun, closed]);
  await wait(ms);
  const killed = Date.now();
  running.kill('SIGKILL');
  await closed;
  const lines = output.split('\n').slice(0, -1);
  const told = lines.map((line) => line.split(' ').map(Number));
  expect(told.map(([index]) => index)).toEqual(told.map((_, index) => index));
  return {
    answered: told.map(([, at]) => at ?? NaN),
    killed,
    stalled: Math.max(0, ...told.map(([, , longest]) => longest ?? 0)),
  };
}

async function judge(file: string, { answered, killed, stalled }: Told): Promise<string[]> {
  const { clients } = await readStateFile(file, {
    utcOffsetMinutes: 0,
    stdin: Readable.from([]),
  });
  const left = new Set(clients.map(({ clientid }) => clientid));
  const settled = killed - 2 * DELAY - WRITE - 3 * stalled;
  const problems: string[] = [];
  for (let index = 0; index < CLIENTS; index++) {
    const isThere = left.has(`c${index}`);
    const at = answered[index];
    if (at === undefined) {
      // The one behind the last may have been deleted and not yet told of.
      if (!isThere && index > answered.length) problems.push(`c${index} is lost`);
    } else if (isThere && at < settled) {
      problems.push(`c${index}, deleted ${killed - at} ms before the kill, is back`);
    }
  }
  return problems;
}

test(`a mock that is killed ${KILLS} times leaves a whole file with all that was answered before`, async () => {
  const random = new Random(SEED);
  const times = Array.from({ length: KILLS }, () => random.int(0, 1500));
  const answers: number[] = [];
  for (let start = 0; start < KILLS; start += AT_ONCE) {
    const batch = times.slice(start, start + AT_ONCE).map(async (ms, offset) => {
      const file = join(directory, `${start + offset}.ndjson`);
      const told = await killAfter(ms, file);
      answers.push(told.answered.length);
      expect(await judge(file, told), `seed ${SEED}, killed after ${ms} ms`).toEqual([]);
    });
    await Promise.all(batch);
  }
  expect(answers).toHaveLength(KILLS);
  // Most kills came in the midst of the work.
  expect(answers.filter((count) => count > 0 && count < CLIENTS).length).toBeGreaterThan(KILLS / 2);
}, 120_000);
