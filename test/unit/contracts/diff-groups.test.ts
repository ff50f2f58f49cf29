import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diffBrokers, recordBroker, type DiffReport } from '../../../contracts/diff/diff.js';
import { diffJson, diffMarkdown, diffText } from '../../../contracts/diff/diff-text.js';
import { groupDifferences } from '../../../contracts/diff/group.js';
import { readRecording, writeRecording } from '../../../contracts/diff/recording.js';
import { selectDifferences } from '../../../contracts/diff/select.js';
import { transportTo } from '../../support/in-process/check.js';
import { createDriver } from '../../support/in-process/driver.js';
import { CREDENTIALS, createEngine, type Engine } from '../../support/in-process/engine.js';
import type { DialectName } from '../../../mock/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const TARGET = { baseUrl: 'http://localhost:8081/api/v4', credentials: CREDENTIALS };

const side = (engine: Engine) => ({
  transport: transportTo(engine.handle),
  clock: engine.clock,
  driver: createDriver(engine.state),
});
const broker = (dialect: DialectName): Engine => createEngine({ dialect, seed: 1, clients: 41 });
const compare = async (a: DialectName, b: DialectName): Promise<DiffReport> =>
  diffBrokers(TARGET, TARGET, { a: side(broker(a)), b: side(broker(b)) });

test('4.3.22 against 4.4.19 takes at most 40 lines, with the eleven members as one', async () => {
  const report = await compare('emqx-4.3.22', 'emqx-4.4.19');
  const text = diffText(report, false);
  expect(text.split('\n').length).toBeLessThanOrEqual(40);
  expect(text).toMatch(
    /^11 members only b sends: recv_msg\.dropped, .*…, at \$\.data\[\*\], in \d+ of \d+ requests$/m,
  );
  expect(diffText(report, true).split('\n').length).toBeGreaterThan(1000);
  expect(JSON.parse(diffJson(report))).toMatchObject({ compared: report.compared });
  expect(diffMarkdown(report)).toContain('### `11 members only b sends');
});

test('answers of another status are one group for each pair', async () => {
  const groups = groupDifferences(await compare('documented', 'emqx-4.3'));
  const titles = groups.map(({ title }) => title);
  expect(titles).toContain('the whole answer: HTTP 400 | 500');
  expect(titles).toContain('$.meta.count: <number> | -1');
  expect(groups.length).toBeLessThan(20);
});

const REPORT: DiffReport = {
  a: 'a',
  b: 'b',
  compared: 1,
  warnings: [],
  paths: ['status', 'contentType', 'meta', 'meta.count', 'data', 'data.*', 'data.*.recv_msg.qos0'],
  entries: [
    {
      request: 'GET /clients',
      curlA: 'curl a',
      curlB: 'curl b',
      differences: [
        '$.status',
        '$.body.meta.count',
        '$.body.data["<prefix>x"]["recv_msg.qos0"]',
      ].map((path) => ({ path, a: 1, b: 2 })),
    },
  ],
};

test.each([
  ['meta.count', [0, 2]],
  ['$.body.meta', [0, 2]],
  ['count', [0, 2]],
  ['status', [1, 2]],
  ['data.*.recv_msg.qos0', [0, 1]],
  ['data[*]["recv_msg.qos0"]', [0, 1]],
  ['data', [0, 1]],
  ['*', []],
])('--ignore %s leaves %j', (path, kept) => {
  const paths = REPORT.entries[0]!.differences.map((each) => each.path);
  const left = selectDifferences(REPORT, { ignore: [path] }).entries.flatMap((entry) =>
    entry.differences.map((each) => paths.indexOf(each.path)),
  );
  expect(left).toEqual(kept);
  const only = selectDifferences(REPORT, { only: [path] }).entries.flatMap((entry) =>
    entry.differences.map((each) => paths.indexOf(each.path)),
  );
  expect([...only, ...left].sort()).toEqual([0, 1, 2]);
});

test('a path that no answer has is an error of --only, and a warning of --ignore', () => {
  expect(() => selectDifferences(REPORT, { only: ['status', 'eta.count'] })).toThrow(
    'Failed to use --only: no answer has a value at "eta.count". Did you mean "meta.count"?',
  );
  const { warnings } = selectDifferences(REPORT, { ignore: ['data.*.zone', 'meta.count'] });
  expect(warnings).toEqual(['--ignore: no answer has a value at "data.*.zone".']);
});

test('a path that does not differ is no mistake', async () => {
  const report = await compare('emqx-4.3', 'emqx-4.3');
  for (const path of ['data.*.zone', 'meta', 'code', 'status', 'contentType']) {
    expect(selectDifferences(report, { only: [path] }).entries).toEqual([]);
    expect(selectDifferences(report, { ignore: [path] }).warnings).toEqual([]);
  }
});

test.each(['before.json', 'before.json.gz'])('a recording in %s is a side', async (name) => {
  const path = join(temporaryFolder(), name);
  const { recording } = await recordBroker(TARGET, side(broker('emqx-4.3')));
  await writeRecording(path, recording);
  const read = await readRecording(path);
  expect(read).toEqual(recording);
  const same = await diffBrokers(read, TARGET, { b: side(broker('emqx-4.3')) });
  expect(same.entries).toEqual([]);
  expect(same.compared).toBeGreaterThan(250);
  const other = await diffBrokers(read, TARGET, { b: side(broker('emqx-4.4')) });
  expect(groupDifferences(other)[0]?.title).toContain('11 members only b sends');
  const files = await diffBrokers(read, read);
  expect(files.entries).toEqual([]);
});

test('a recording has no credentials, and only the clients of the kit', async () => {
  const path = join(temporaryFolder(), 'before.json');
  const { recording } = await recordBroker(TARGET, side(broker('emqx-4.3')));
  await writeRecording(path, recording);
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain(CREDENTIALS.secret);
  expect(text).not.toContain('emqx_c_1');
});

test('requests that only one side has are told, and no request in common is an error', async () => {
  const { recording } = await recordBroker(TARGET, side(broker('emqx-4.3')));
  const [first, ...rest] = recording.answers;
  const other = { ...first!, name: '/clients?of=another-release' };
  const { compared, warnings } = await diffBrokers(recording, {
    ...recording,
    answers: [...rest, ...rest, other],
  });
  expect(compared).toBe(rest.length);
  expect(warnings).toEqual([
    expect.stringMatching(/^1 request of a was not compared: the other side has no answer/),
    expect.stringMatching(/^1 request of b was not compared: /),
  ]);
  for (const answers of [[], [other]]) {
    await expect(diffBrokers(recording, { ...recording, answers })).rejects.toThrow(
      'the two sides have no request in common. Record again',
    );
  }
});

test('a recording with test clients is not compared to a broker without', async () => {
  const { recording } = await recordBroker(TARGET, side(broker('emqx-4.3')));
  const { driver: _driver, ...without } = side(broker('emqx-4.3'));
  await expect(diffBrokers(recording, TARGET, { b: without })).rejects.toThrow('only a has them');
});

test.each([
  ['not JSON', 'JSON'],
  ['{}', '"format"'],
  [
    '{"format":"emqx-contract recording","version":1,"target":"x","recordedAt":1e300,"mqtt":true,"answers":[]}',
    '"recordedAt" to be a time',
  ],
  ['{"format":"emqx-contract recording","version":2}', 'expected version 1 but got 2'],
  [
    '{"format":"emqx-contract recording","version":1,"target":"x","recordedAt":0,"mqtt":true,"answers":[{}]}',
    'answers[0]',
  ],
])('the file %s is no recording', async (text, problem) => {
  const path = join(temporaryFolder(), 'before.json');
  await writeFile(path, text);
  await expect(readRecording(path)).rejects.toThrow(problem);
  await expect(readRecording(path)).rejects.toThrow('emqx-contract record');
});
