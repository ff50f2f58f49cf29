/** Words that users would have to read twice, and the plain ones to write instead. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main as contractMain } from '../../contracts/cli/main.js';
import { main as mockMain } from '../../mock/cli/main.js';
import { readProjectFile, readSources, type ProjectFile } from '../support/project-files.js';
import { runMain } from '../support/run-main.js';

/** Regular expressions, matched as whole words and without regard to case, with replacements. */
const WORDS: readonly (readonly [word: string, better: string])[] = [
  ['befall(s|en|ing)?|befell', 'inject, apply, applied'],
  ['anew', 'again'],
  ['who(so)?ever', 'clients that …, callers that …'],
  ['(?<=[:;] )who', 'a subject: clients that …, callers that …'],
  ['can not', 'cannot'],
  ['(is|are|was|were) not there', 'does not exist'],
  ['must not be there', 'must be absent'],
  ['as far as (it|they|one) (is|are)', 'if'],
  ['strangers?', 'untrusted caller'],
  ['(take|takes|took|taking) leave', 'disconnect'],
  ['(make|makes|made|making)(-| )up', 'generate'],
  ['(nobody|somebody|everybody)', 'no client, a caller, everyone'],
  ['(mend|mends|mended|mending)', 'fix'],
  ['doors?', 'MQTT listener'],
  ['house', 'module, project'],
  ['laws?', 'rule, invariant'],
  ['(tell|tells|told)', 'report, state, show, distinguish'],
  ['shall', 'must, is'],
  ['(is|are) to be', 'must be, is'],
  ['whose answers', 'broker release to imitate'],
  ['(let|lets|letting) in', 'accept'],
  ['the (stage|cast|play)', 'the scenario, test clients, client definitions'],
  ['(plays|played)', 'run, active'],
  ['stor(y|ies)', 'description'],
  ['usual', 'default'],
  ['(at most )?so many', 'a number, at most N'],
  ['by and by', 'over time'],
  ['wish(es|ed)?', 'option'],
  ['occupants?', 'connected client'],
];

/** A phrase may continue in the next line of a comment or a string. */
const GAP = String.raw`(?:[\s*/#>'"\`+]+)`;

const PATTERNS = WORDS.map(([word, better]) => ({
  pattern: new RegExp(String.raw`(?<![\w-])(?:${word.replaceAll(' ', GAP)})(?![\w])`, 'gi'),
  better,
}));

/** `PATH:LINE "word": write "better"`, for each word found. */
function wordsIn({ path, text }: ProjectFile): string[] {
  return PATTERNS.flatMap(({ pattern, better }) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${path}:${line} "${found.replace(/\s+/g, ' ')}": write "${better}"`;
    }),
  );
}

const HELP = [
  {
    command: 'emqx-mock',
    main: mockMain,
    subcommands: ['scenarios', 'releases', 'usage', 'usage check'],
  },
  {
    command: 'emqx-contract',
    main: contractMain,
    subcommands: ['check', 'cleanup', 'diff', 'identify', 'record', 'rules', 'snapshot'],
  },
].flatMap(({ command, main, subcommands }) => [
  { command, main, args: ['--help'] },
  ...subcommands.map((name) => ({ command, main, args: [...name.split(' '), '--help'] })),
]);

test('a listed word is found, also across lines', () => {
  const text = "// What\n// befalls requests; a file can\n * not be read: 'is ' +\n  'not there'.";
  expect(wordsIn({ path: 'a.ts', text })).toEqual([
    'a.ts:2 "befalls": write "inject, apply, applied"',
    'a.ts:2 "can * not": write "cannot"',
    'a.ts:3 "is \' + \'not there": write "does not exist"',
  ]);
});

test('a word is not found inside of another', () => {
  expect(wordsIn({ path: 'a.ts', text: 'recommend, history, unusual, indoor, lawn' })).toEqual([]);
});

test('the sources use none of the listed words', () => {
  expect(readSources('mock', 'contracts', 'openapi').flatMap(wordsIn)).toEqual([]);
});

const PAGES = readdirSync(join(import.meta.dirname, '../../docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

test.each([
  'README.md',
  ...PAGES,
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'openapi/decisions.md',
  'openapi/emqx-clients.yaml',
])('%s uses none of the listed words', (path) => {
  expect(wordsIn(readProjectFile(path))).toEqual([]);
});

test.each(HELP)('$command $args uses none of the listed words', async ({ command, main, args }) => {
  const { code, stdout } = await runMain(main, args);
  expect(code).toBe(0);
  expect(stdout).toContain('Usage:');
  expect(wordsIn({ path: [command, ...args].join(' '), text: stdout })).toEqual([]);
});
