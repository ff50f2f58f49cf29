import { describe, expect, test } from 'vitest';
import { ADVISORIES, advisoryProblems } from './advisories.js';
import {
  auditProblems,
  contentProblems,
  newestSection,
  placeholderProblems,
  versionProblems,
} from './release-checks.js';
import { shippedPackages } from './shipped-packages.js';

const CHANGELOG =
  '# Changelog\n\n## [2.1.0] - 2026-03-04\n\n- New.\n\n## [2.0.0] - 2026-01-02\n\n- Old.\n';

describe('a release needs', () => {
  test('one version in all files, the changelog and the tag', () => {
    const right = {
      version: '2.1.0',
      stated: { lock: '2.1.0' },
      changelog: CHANGELOG,
      tag: 'v2.1.0',
    };
    expect(versionProblems(right)).toEqual([]);
    expect(versionProblems({ ...right, stated: { lock: '2.0.9' } })).toEqual([
      'lock states the version 2.0.9, not 2.1.0',
    ]);
    expect(versionProblems({ ...right, tag: 'v2.1' })).toEqual([
      'the tag is v2.1, expected v2.1.0',
    ]);
    expect(versionProblems({ ...right, version: '2.2.0', stated: {}, tag: undefined })).toEqual([
      expect.stringContaining('CHANGELOG.md begins with "## [2.1.0] - 2026-03-04"'),
    ]);
  });

  test('a date and a text in the changelog', () => {
    const of = (changelog: string): string[] =>
      versionProblems({ version: '2.1.0', stated: {}, changelog });
    expect(of(CHANGELOG.replace('2026-03-04', 'Unreleased'))).toHaveLength(1);
    expect(of(CHANGELOG.replace('- New.', ''))).toEqual(['CHANGELOG.md says nothing about 2.1.0']);
  });

  test('no placeholder: each is named with its line', () => {
    const file = { path: 'a.md', text: 'x\n  see https://github.com/OWNER/kit\nOWNERS\n' };
    expect(placeholderProblems([file])).toEqual(['a.md:2 see https://github.com/OWNER/kit']);
  });

  test('the files of a package, and no others', () => {
    const files = ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'dist/THIRD-PARTY.txt'];
    expect(contentProblems([...files, 'dist/bin.js'], ['dist/bin.js'])).toEqual([]);
    expect(contentProblems([...files, '.env'], ['dist/bin.js'])).toEqual([
      'the package lacks dist/bin.js',
      'the package contains .env',
    ]);
  });

  test('an audit without findings in what users get', () => {
    const found = JSON.stringify({
      vulnerabilities: { qs: { severity: 'high' }, jest: { severity: 'low' } },
    });
    expect(auditProblems(found, new Set(['qs', 'mqtt']))).toEqual(['qs: high']);
    expect(auditProblems(found, new Set(['mqtt']))).toEqual([]);
    expect(auditProblems('', new Set())).toEqual([expect.stringContaining('no answer')]);
    expect(auditProblems('{"message":"405"}', new Set())).toEqual([
      'npm audit gave no answer: 405',
    ]);
  });
});

test('the notes of a release are the newest section of the changelog', () => {
  expect(newestSection(CHANGELOG).text).toBe('- New.');
});

describe('advisories', () => {
  test('a package that is older than a fix is named', () => {
    const of = (name: string, version: string): string[] => advisoryProblems([{ name, version }]);
    expect(of('ws', '8.20.1')).toEqual([expect.stringMatching(/^ws 8.20.1: update to 8.21.0 /)]);
    expect(of('ws', '8.21.0')).toEqual([]);
    expect(of('ip-address', '9.9.9')).toHaveLength(1);
    expect(of('another', '0.0.1')).toEqual([]);
  });

  test('users get no package with a known one', () => {
    const shipped = shippedPackages();
    const names = new Set(shipped.map(({ name }) => name));
    expect(ADVISORIES.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(advisoryProblems(shipped)).toEqual([]);
  });
});
