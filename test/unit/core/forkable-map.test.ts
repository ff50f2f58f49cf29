import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ForkableMap } from '../../../mock/core/chunk/forkable-map.js';

const key = fc.nat(30).map((number) => `key-${number}`);
const change = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), of: fc.nat(), key, value: fc.nat() }),
  fc.record({ kind: fc.constant('delete' as const), of: fc.nat(), key }),
  fc.record({ kind: fc.constant('fork' as const), of: fc.nat() }),
);

test('a fork has the same entries, and changes of the one are not seen in the other', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 80 }), (changes) => {
      const pairs = [{ map: new ForkableMap<number>(), model: new Map<string, number>() }];
      for (const each of changes) {
        const { map, model } = pairs[each.of % pairs.length]!;
        if (each.kind === 'set') {
          const part = map.set(each.key, each.value);
          expect(map.part(part)?.get(each.key)).toBe(each.value);
          model.set(each.key, each.value);
        } else if (each.kind === 'delete') {
          map.delete(each.key);
          model.delete(each.key);
        } else pairs.push({ map: map.fork(), model: new Map(model) });
      }
      for (const { map, model } of pairs) {
        expect(map.size).toBe(model.size);
        for (let number = 0; number <= 30; number++) {
          const name = `key-${number}`;
          expect([map.get(name), map.has(name)]).toEqual([model.get(name), model.has(name)]);
        }
      }
    }),
  );
});

test('an entry may be undefined', () => {
  const map = new ForkableMap<number | undefined>();
  map.set('a', undefined);
  expect([map.has('a'), map.get('a'), map.fork().has('a'), map.has('b')]).toEqual([
    true,
    undefined,
    true,
    false,
  ]);
});
