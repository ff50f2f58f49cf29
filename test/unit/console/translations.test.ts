/** The Chinese texts of the console: all that the mock writes in English has one. */
import { describe, expect, test } from 'vitest';
import { COVERAGE } from '../../../mock/console/messages/from-mock/coverage.js';
import { DECISIONS } from '../../../mock/console/messages/from-mock/decisions.js';
import { EXPECTED } from '../../../mock/console/messages/from-mock/expected.js';
import { createTranslator } from '../../../mock/console/messages/from-mock/match-text.js';
import { RELEASES } from '../../../mock/console/messages/from-mock/releases.js';
import { SCENARIOS as SCENARIO_TEXTS } from '../../../mock/console/messages/from-mock/scenarios.js';
import { createMock } from '../../../mock/index.js';
import { BEHAVIOUR_NAMES, BEHAVIOURS, stepOf } from '../../../mock/core/releases/behaviours.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import { DIALECT_NAMES } from '../../../mock/core/releases/releases.js';
import { coveragePoints } from '../../../mock/coverage/points.js';
import { decisionsOf } from '../../../mock/explain/decisions.js';
import { SCENARIOS } from '../../../mock/scenarios/index.js';

/** What has no translation, each once. */
function missing(texts: Iterable<string>, known: Readonly<Record<string, string>>): string[] {
  const translate = createTranslator(known);
  return [...new Set(texts)].filter((text) => translate(text) === undefined);
}

test('every scenario and event', () => {
  const texts = SCENARIOS.flatMap(({ description, events = [] }) => [
    description,
    ...events.flatMap((event) => [event.what, ...(event.before === 'list' ? [event.request] : [])]),
  ]);
  expect(missing(texts, SCENARIO_TEXTS)).toEqual([]);
});

test('every decision, in every dialect', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const texts = DIALECT_NAMES.flatMap((dialect) =>
    decisionsOf(numbers, dialectOf(dialect)).map(({ says }) => says),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(missing(texts, DECISIONS)).toEqual([]);
});

test('every behaviour of the releases', () => {
  const texts = Object.values(BEHAVIOURS).flatMap(({ title, steps }) => [
    title,
    ...steps.map(({ says }) => says),
  ]);
  texts.push(...BEHAVIOUR_NAMES.map((name) => stepOf(name, '4.0.0').says));
  expect(missing(texts, RELEASES)).toEqual([]);
});

test('every point of the coverage that is no name or value of a parameter', () => {
  const texts = DIALECT_NAMES.flatMap((name) => {
    const dialect = dialectOf(name);
    const values = dialect.query.filters.flatMap(({ values: own = [] }) => own);
    const names = ['_page', '_limit', ...dialect.query.filters.map((filter) => filter.name)];
    return coveragePoints(dialect)
      .flatMap((group) => [group.name, ...group.points])
      .filter((text) => !values.includes(text) && !names.includes(text));
  });
  expect(missing(texts, COVERAGE)).toEqual([]);
});

test('every value that was expected of a parameter', () => {
  const queries = ['ip_address=x', 'proto_ver=x', '_gte_created_at=x', '_page=0', 'conn_state=x'];
  const texts = (['documented', 'emqx-4.4.19'] as const).flatMap((dialect) => {
    const mock = createMock({ clients: 1, apps: false, dialect });
    return [...queries, 'zone=a&zone=b'].flatMap((query) => {
      const headers = { 'x-mock-explain': '1' };
      const { headers: answered } = mock.handle({
        method: 'GET',
        path: '/api/v4/clients',
        query,
        headers,
      });
      const { parameters = [] } = JSON.parse(answered['x-mock-explain'] ?? '{}') as {
        parameters?: readonly { readonly expected?: string }[];
      };
      return parameters.flatMap(({ expected }) => expected ?? []);
    });
  });
  expect(texts.length).toBeGreaterThan(5);
  expect(missing(texts, EXPECTED)).toEqual([]);
});

describe.each(Object.entries({ COVERAGE, DECISIONS, EXPECTED, RELEASES, SCENARIO_TEXTS }))(
  '%s',
  (_, texts) => {
    test('a translation has the values of its text, and no other', () => {
      const valuesIn = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
      for (const [english, chinese] of Object.entries(texts)) {
        expect(valuesIn(chinese), english).toEqual(valuesIn(english));
      }
    });
  },
);

const translate = createTranslator({ '{count} clients connect': '{count} 个客户端连接' });

test.each([
  ['7 clients connect', '7 个客户端连接'],
  ['clients connect', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
])('%j is translated as %j', (text, translation) => {
  expect(translate(text)).toBe(translation);
});

test('a very long text is not searched for a pattern', () => {
  expect(translate(`${'9'.repeat(2000)} clients connect`)).toBeUndefined();
});
