/** A usage file that cannot be used: `emqx-mock usage check` and `emqx-contract check` say the same. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main as contractMain } from '../../contracts/cli/main.js';
import { main as mockMain } from '../../mock/cli/main.js';
import { BEHAVIOUR_NAMES } from '../../mock/core/releases/behaviours.js';
import { DIFFERENCE_NAMES } from '../../openapi/usage/differences.js';
import { runMain } from '../support/run-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What each command prints about a file; both end with 2. */
async function refusals(file: string): Promise<readonly [mock: string, contract: string]> {
  const mock = await runMain(mockMain, ['usage', 'check', file]);
  const contract = await runMain(contractMain, ['check', '--list', '--usage', file]);
  for (const { code, stdout, stderr } of [mock, contract]) {
    expect(stderr).toMatch(/^error: /);
    expect([code, stdout]).toEqual([2, '']);
  }
  return [mock.stderr.trimEnd(), contract.stderr.trimEnd()];
}

function fileWith(content: string): string {
  const file = join(temporaryFolder(), 'usage.yaml');
  writeFileSync(file, content);
  return file;
}

const USED =
  'version: 1\ntested: [documented]\nuses:\n  - { request: GET /clients, with: { username: equal }, reads: [meta.count] }\n';
const accepting = (difference: string): string =>
  `${USED}accepted:\n  - { difference: "${difference}", reason: fine }\n`;

test.each([
  [
    'a misspelt difference',
    accepting('countUnderFilte'),
    ': accepted has an unknown difference, "countUnderFilte". Did you mean countUnderFilter?',
  ],
  [
    'a difference in other letters',
    accepting('HASNEXT'),
    ': accepted has an unknown difference, "HASNEXT". Did you mean hasnext?',
  ],
  [
    'a difference that is like none',
    accepting('somethingElse'),
    /: accepted has an unknown difference, "somethingElse"\. Expected one that emqx-mock usage check prints \(nearest: \w+\), or the id of a rule that emqx-contract rules lists\./,
  ],
  ['an empty file', ' \n', / is empty\. Run the tests against emqx-mock --usage \S+ first\.$/],
  ['a file of comments', '# later\n', ' is no usage file: it has nothing but comments.'],
  [
    'a file without uses',
    'version: 1\nuses: []\n',
    / has no uses\. Run the tests against emqx-mock --usage \S+ first\.$/,
  ],
  [
    'a file that is too long',
    `${USED}# ${'x'.repeat(4_000_000)}\n`,
    ' cannot be read: it has more than 4000000 bytes.',
  ],
  ['bad YAML', 'version: 1\nuses: {', / is no usage file: .* at line 2, column \d+\.$/],
  ['an alias', 'a: &a [1]\nb: *a\nversion: 1\n', ' is no usage file: '],
  ['two documents', `${USED}---\n${USED}`, ' is no usage file: it has several documents.'],
  [
    'another file',
    'name: app\n',
    ' is no usage file that can be used. version: expected 1, as every usage file has',
  ],
])('%s is refused by both commands in the same words', async (_name, content, expected) => {
  const file = fileWith(content);
  const [mock, contract] = await refusals(file);
  expect(mock).toMatch(expected);
  expect(mock).toContain(`error: The usage file ${file}`);
  // Neither would have written it.
  expect(mock).not.toContain('changed');
  expect(contract).toBe(mock);
});

test.each([
  ['/nowhere/usage.yaml', / does not exist\. Run the tests against emqx-mock --usage \S+ first\.$/],
  ['/dev/null', ' cannot be read: it is no regular file.'],
  ['/', ' cannot be read: it is no regular file.'],
])('%s is refused by both commands in the same words', async (file, expected) => {
  const [mock, contract] = await refusals(file);
  expect(mock).toMatch(expected);
  expect(contract).toBe(mock);
});

test('a file that is no usage file may have secrets: its text is not shown', async () => {
  const refused = [
    ...(await refusals(fileWith('app_id:s3cret'))),
    ...(await refusals(fileWith('- s3cret'))),
    ...(await refusals(fileWith('s3cret: *s3cret'))),
    ...(await refusals(fileWith('password: s3cret'))),
  ];
  for (const each of refused) expect(each).not.toContain('s3cret');
});

test('the id of a rule is judged by the command that has the rules', async () => {
  const run = (difference: string): ReturnType<typeof runMain> =>
    runMain(contractMain, ['check', '--list', '--usage', fileWith(accepting(difference))]);
  for (const known of [
    'paging/filtered-count',
    'paging/filtered-count:is-wrong',
    'usage/x-and-y',
  ]) {
    expect((await run(known)).code, known).toBe(0);
  }
  for (const unknown of ['paging/filtred-count', 'paging/filtred-count:is-wrong']) {
    const { code, stderr } = await run(unknown);
    expect(stderr).toContain(
      'accepted has an unknown rule, "paging/filtred-count". Did you mean paging/filtered-count?',
    );
    expect(code).toBe(2);
  }
});

test('each behaviour in the table of releases has a name that can be accepted', () => {
  expect(DIFFERENCE_NAMES.slice(0, BEHAVIOUR_NAMES.length)).toEqual(BEHAVIOUR_NAMES);
});
