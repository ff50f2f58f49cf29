import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import * as s from '../../../mock/core/schema.js';

const SAMPLE = s.object({
  name: s.text('A name.', { maxLength: 3, pattern: /^[a-c]*$/ }),
  count: s.optional(s.integer('A count.', { minimum: 1, maximum: 3 })),
  share: s.optional(s.number('A share.', { exclusiveMinimum: 0, maximum: 1 }), 1),
  on: s.optional(s.constant(true, 'On or absent.')),
  tags: s.optional(s.list(s.text('A tag.'), { maxItems: 2 })),
  labels: s.optional(s.record(s.integer('A label.'), { description: '', max: 2, what: 'labels' })),
  either: s.optional(
    s.oneOf('a or b', s.object({ a: s.text('A.') }), s.partial({ b: s.text('B.') })),
  ),
});

test('the type follows from the description', () => {
  expectTypeOf<s.Infer<typeof SAMPLE>>().toEqualTypeOf<{
    readonly name: string;
    readonly count?: number;
    readonly share: number;
    readonly on?: true;
    readonly tags?: readonly string[];
    readonly labels?: Readonly<Record<string, number>>;
    readonly either?: { readonly a: string } | { readonly b?: string };
  }>();
});

test('the reader accepts what the OpenAPI schema accepts, and nothing else', () => {
  const validate = new Ajv2020({ strict: false }).compile(SAMPLE.openapi);
  const value = fc.oneof(
    fc.constantFrom<unknown>(true, false, null, 0, 0.5, 1, 3, 4, -1, '', 'abc', 'abcd', 'x'),
    fc.constantFrom<unknown>([], ['a'], ['a', 'b', 'c'], [1], {}, { a: 1 }, { a: 'x' }, { b: 'x' }),
    fc.constantFrom<unknown>({ a: 'x', b: 'x' }, { a: 1, b: 2, c: 3 }, { c: 'x' }),
  );
  const members = fc.dictionary(fc.constantFrom(...Object.keys(SAMPLE.members), 'other'), value);
  const named = members.map((given) => ({ name: 'abc', ...given }));
  fc.assert(
    fc.property(fc.oneof(value, members, named), (given) => {
      expect(s.parse(SAMPLE, given, '').ok).toBe(validate(given));
    }),
    { numRuns: 2000 },
  );
});

test('a default replaces a missing member, and only that', () => {
  const read = s.parse(SAMPLE, { name: 'a' }, '');
  expect(read).toEqual({ ok: true, value: { name: 'a', share: 1 } });
});

test('every problem names its field, what was expected and the value', () => {
  const given = { name: 'x', labels: { a: 'b' }, constructor: 1, tags: [1] };
  expect(s.parse(SAMPLE, given, 'top')).toEqual({
    ok: false,
    problems: [
      {
        field: 'top.constructor',
        expected: expect.stringContaining('name, count'),
        value: 'constructor',
      },
      { field: 'top.name', expected: 'a text of at most 3 characters', value: 'x' },
      { field: 'top.tags[0]', expected: 'a text', value: 1 },
      { field: 'top.labels.a', expected: 'an integer, 0 or more', value: 'b' },
    ],
  });
});
