/** A column selects and changes as an array of its values does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Column, type Condition } from '../../../mock/core/chunk/column.js';

const valuesOf = (column: Column): unknown[] =>
  Array.from({ length: column.length }, (_, row) => column.at(row));

const rowsOf = (values: readonly unknown[], { accepts }: Condition): number[] =>
  values.flatMap((value, row) => (accepts(value as never) ? [row] : []));

const isWhole = (own: number): boolean => Number.isInteger(own);
const value = fc.constantFrom(0, 1, 2.5, -1, 1e12);
const values = fc.array(value, { minLength: 1, maxLength: 40 });
const condition = fc.oneof(
  fc.constantFrom<Condition>({ accepts: () => true }, { accepts: (own: number) => own > 0.5 }),
  fc.constantFrom<Condition>(
    { accepts: (own: number) => own === 1, among: isWhole },
    { accepts: (own: number) => own > 3 && isWhole(own), among: isWhole },
  ),
  value.map((equals): Condition => ({ accepts: (own: number) => own === equals, equals })),
  fc.tuple(value, value).map((range): Condition => {
    return { accepts: (own: number) => own >= range[0] && own <= range[1], range };
  }),
);

test.each([
  ['distinct values', false],
  ['values that differ', true],
])(
  'a column of %s selects the rows that a condition accepts, and narrows a selection',
  (_, isMixed) => {
    fc.assert(
      fc.property(values, condition, condition, (given, first, second) => {
        const column = Column.of(given, isMixed);
        const all = [...given.keys()];
        const selected = column.select(first, undefined);
        expect([...(selected ?? all)]).toEqual(rowsOf(given, first));
        const both = column.select(second, selected?.slice());
        const expected = rowsOf(given, second).filter((row) => first.accepts(given[row] as never));
        expect([...(both ?? all)]).toEqual(expected);
      }),
    );
  },
);

test.each([
  ['distinct values', false],
  ['values that differ', true],
])('a column of %s is spliced and sliced like an array', (_, isMixed) => {
  const cut = fc.tuple(fc.nat(40), fc.nat(3), fc.array(value, { maxLength: 3 }));
  fc.assert(
    fc.property(values, fc.array(cut, { maxLength: 8 }), condition, (given, cuts, asked) => {
      let [column, model] = [Column.of(given, isMixed), given as unknown[]];
      for (const [at, remove, added] of cuts) {
        const start = at % (model.length + 1);
        const before = valuesOf(column);
        const next = column.splice(start, remove, ...added);
        expect(valuesOf(column)).toEqual(before);
        [column, model] = [next, model.toSpliced(start, remove, ...added)];
      }
      expect(valuesOf(column)).toEqual(model);
      const middle = model.length >> 1;
      expect(valuesOf(column.slice(middle, model.length))).toEqual(model.slice(middle));
      expect([...(column.select(asked, undefined) ?? model.keys())]).toEqual(rowsOf(model, asked));
    }),
  );
});

test('a column forgets the values of rows that are gone, before there are too many', () => {
  let column = Column.of(['a', 'b'], false);
  for (let round = 0; round < 5000; round++) column = column.splice(1, 1, `value ${round}`);
  expect(valuesOf(column)).toEqual(['a', 'value 4999']);
  expect(column.values.length).toBeLessThan(2100);
});

/** Ids that share parts, also across the end of one and the start of the next. */
const id = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 4 });
const needle = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 3 });

test.each([
  ['distinct values', false],
  ['values that differ', true],
])('a column of %s selects the rows that contain a text', (_, isMixed) => {
  const few = fc.array(id, { minLength: 1, maxLength: 40 });
  const many = fc.array(id, { minLength: 200, maxLength: 400, size: 'max' });
  fc.assert(
    fc.property(fc.oneof(few, many), needle, (given, contains) => {
      const column = Column.of(given, isMixed);
      const asked = { accepts: (own: string) => own.includes(contains), contains };
      expect([...(column.select(asked, undefined) ?? given.keys())]).toEqual(rowsOf(given, asked));
    }),
  );
});

/** Texts that a search could trip over; 200 characters are more than it reads of a needle's pairs. */
const odd = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '\n',
    '__proto__',
    'constructor',
    '\u0000',
    '😀',
    '\ud83d',
    '\ude00',
    'ſ',
  ),
  fc.string({
    unit: fc.constantFrom('_', 'p', 'r', '\ud83d', '\ude00', '😀', '\n'),
    maxLength: 12,
  }),
  fc.string({ unit: fc.constantFrom('0', '1'), minLength: 60, maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

test.each([
  ['distinct values', false],
  ['values that differ', true],
])(
  'a column of %s finds odd texts, in all rows and in a selection, with and without values',
  (_, isMixed) => {
    const given = fc.array(fc.oneof({ weight: 9, arbitrary: odd }, fc.constant(null)), {
      minLength: 1,
      maxLength: 90,
    });
    const isThird = { accepts: (own: string | null) => (own?.length ?? 0) % 3 !== 1 };
    fc.assert(
      fc.property(given, odd, fc.nat(), fc.nat(6), (values, longer, at, length) => {
        const some = values[at % values.length] ?? '';
        // A part of a value, and a text of its own that may be longer than all values.
        for (const contains of [some.slice(at % 5, (at % 5) + length), longer, some + longer]) {
          const column = Column.of(values, isMixed);
          const asked = {
            accepts: (own: string | null) => (own ?? '').includes(contains),
            contains,
          };
          const all = [...values.keys()];
          const expected = rowsOf(values, asked);
          expect([...(column.select(asked, undefined) ?? all)]).toEqual(expected);
          const selected = column.select(isThird, undefined)?.slice();
          const both = expected.filter((row) => isThird.accepts(values[row] ?? null));
          expect([...(column.select(asked, selected) ?? all)]).toEqual(both);
          if (expected.length > 0) expect(column.texts.mayContain(contains)).toBe(true);
        }
      }),
    );
  },
);

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_é';
const mixed = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(LETTERS)), minLength, maxLength });

test('a column finds two letters and longer texts among hundreds of pairs of letters', () => {
  const given = fc.array(mixed(0, 12), { minLength: 100, maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(given, mixed(2, 2), fc.nat(), fc.nat(10), (values, other, at, from) => {
      const column = Column.of(values, true);
      const some = values[at % values.length] ?? '';
      for (const contains of [other, some.slice(from, from + 2), some.slice(from)]) {
        if (contains === '') continue;
        const asked = { accepts: (own: string) => own.includes(contains), contains };
        expect([...(column.select(asked, undefined) ?? values.keys())]).toEqual(
          rowsOf(values, asked),
        );
      }
    }),
  );
});
