/** JUnit XML and CTRF against the schemas of those that read them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isValid, validate } from 'ctrf';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { ctrfText } from '../../../../contracts/report/ctrf.js';
import { junitText } from '../../../../contracts/report/junit.js';
import type { Run } from '../../../../contracts/report/run.js';
import { failed, flaky, interrupted, passed, report } from './sample-reports.js';

const RUNS: readonly (readonly [name: string, run: Run])[] = [
  ['with every outcome', report],
  ['that passed', passed],
  ['that passed at a later try', flaky],
  ['that was interrupted', interrupted],
  ['that met a gateway', failed],
  ['without a base URL', { ...failed, target: '', exitCode: 2 }],
  ['that took no time', { ...passed, ms: 0.0000001 }],
  ['whose clock went back', { ...passed, ms: -5 }],
  ['without a result', { ...passed, results: [] }],
  ['that failed only because it was flaky', { ...flaky, exitCode: 1 }],
];

async function problemsOf(xml: string, schema: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [readFileSync(join(import.meta.dirname, 'schemas', schema), 'utf8')],
  });
  return errors.map(({ message }) => message);
}

describe.each(['jenkins.xsd', 'ant.xsd'])('JUnit XML against %s', (schema) => {
  test.each(RUNS)('a run %s is valid', async (_, run) => {
    expect(await problemsOf(junitText(run), schema)).toEqual([]);
  });
});

const SUITE = (attributes: string, content: string): string =>
  `<testsuites><testsuite name="a" package="p" id="0" hostname="h" timestamp="2026-01-01T00:00:00" tests="0" failures="0" errors="0" ${attributes}>${content}</testsuite></testsuites>`;
const OUTPUT = '<system-out/><system-err/>';

test.each([
  ['jenkins.xsd', 'skipped on testsuites', '<testsuites skipped="1"/>'],
  ['jenkins.xsd', 'timestamp on testsuites', '<testsuites timestamp="2026-01-01T00:00:00"/>'],
  ['jenkins.xsd', 'an exponent', SUITE('time="1e-7"', '')],
  ['ant.xsd', 'an attribute of testsuites', '<testsuites name="a"/>'],
  ['ant.xsd', 'no properties', SUITE('time="0"', OUTPUT)],
  ['ant.xsd', 'no output', SUITE('time="0"', '<properties/>')],
  [
    'ant.xsd',
    'output of a case',
    SUITE(
      'time="0"',
      `<properties/><testcase name="n" classname="c" time="0"><system-out/></testcase>${OUTPUT}`,
    ),
  ],
])('%s refuses %s', async (schema, _, xml) => {
  expect(await problemsOf(xml, schema)).not.toEqual([]);
});

describe('CTRF against its schema', () => {
  test.each(RUNS)('a run %s is valid', (_, run) => {
    expect(validate(JSON.parse(ctrfText(run)))).toEqual({ valid: true, errors: [] });
  });

  test('a member that it does not know is refused', () => {
    const document = JSON.parse(ctrfText(report)) as { results: { tests: object[] } };
    document.results.tests.push({ name: 'x', status: 'passed', duration: 1, rule: 'x' });
    expect(isValid(document)).toBe(false);
  });
});
