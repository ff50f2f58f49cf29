/** What depends on a release is in one table: mock/core/releases. */
import { expect, test } from 'vitest';
import { readSources, type ProjectFile } from '../support/project-files.js';

/** A release, or the name of its dialect, in quotes and alone: not one in a sentence. */
const RELEASE = /(['"])(?:emqx-|v)?4\.\d+(?:\.\d+)?\1/g;

const releasesIn = ({ path, text }: ProjectFile): string[] =>
  [...text.matchAll(RELEASE)].map(([release]) => `${path}: ${release}`);

test('no release number is compared outside of the table of releases', () => {
  const sources = readSources('mock').filter(({ path }) => !path.startsWith('mock/core/releases/'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap(releasesIn)).toEqual([]);
});

test('a release in code is found, and one in a sentence is not', () => {
  const text =
    'if (dialect === \'emqx-4.3\' || release >= "4.3.12") {} // e.g. `emqx-mock 4.2`, EMQX 4.3';
  expect(releasesIn({ path: 'a.ts', text })).toEqual(["a.ts: 'emqx-4.3'", 'a.ts: "4.3.12"']);
});
