import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { main } from '../../../mock/cli/main.js';
import { readStateFile } from '../../../mock/state-file/read.js';
import { rows, useDirectory } from './files.js';

const directory = useDirectory();

async function run(...argv: string[]): Promise<{ code: number; stderr: string; stdout: string }> {
  let stderr = '';
  let stdout = '';
  const code = await main(['--port', '0', ...argv], {
    env: {},
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
  });
  return { code, stderr, stdout };
}

const [row = {}] = rows(1);
const bad = directory.put('bad.json', JSON.stringify([{ ...row, keepalive: -1 }]));

test.for([
  [['--from', '/no/such/file'], 'error: /no/such/file: does not exist'],
  [['--from', directory.path], 'is a directory'],
  [['--from', bad], 'row 1 (client "emqx_c_1"): keepalive must be >= 0, but is -1.'],
  [['--persist', bad], 'row 1 (client "emqx_c_1"): keepalive'],
  [['--from', bad, '--clients', '5'], 'either a file or a number of clients'],
  [['--persist', directory.path], 'is not a file'],
  [['--persist-delay', '1.5'], 'Expected an integer from 0'],
] as const)('emqx-mock %j ends with one line and exit code 2', async ([argv, expected]) => {
  const { code, stderr, stdout } = await run(...argv);
  expect(stderr).toContain(expected);
  expect(stderr.trimEnd()).not.toContain('\n');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('progress is reported', async () => {
  const file = directory.put(
    'many.ndjson',
    Array.from({ length: 20_000 }, (_, index) => {
      return JSON.stringify({ ...row, clientid: `c${index}` });
    }).join('\n'),
  );
  const reported: [number, number | undefined][] = [];
  const onProgress = (count: number, part: number | undefined): void => {
    reported.push([count, part]);
  };
  const stdin = Readable.from([]);
  const { clients } = await readStateFile(file, { utcOffsetMinutes: 0, stdin, onProgress });
  expect(clients).toHaveLength(20_000);
  expect(reported.length).toBeGreaterThan(3);
  const [counts, parts] = [
    reported.map(([count]) => count),
    reported.map(([, part]) => part ?? NaN),
  ];
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect(parts.at(-1)).toBe(1);
});
