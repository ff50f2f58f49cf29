import { comparesTime, requery } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

const SWAPS = { gte: 'lte', lte: 'gte' } as const;

const swapping = (['created_at', 'connected_at'] as const).flatMap((field) =>
  (['gte', 'lte'] as const).flatMap((bound): readonly BrokenBroker[] => {
    const name = `_${bound}_${field}`;
    const other = field === 'created_at' ? 'connected_at' : 'created_at';
    return [
      {
        name: `${name} works the other way round`,
        fault: requery((query) => {
          const value = query.get(name);
          const twin = `_${SWAPS[bound]}_${field}`;
          if (value === null || query.has(twin)) return;
          query.delete(name);
          query.set(twin, value);
        }),
        finds: `times/${name}: is-swapped`,
        says: /the other way round/,
      },
      {
        name: `${name} looks at ${other}`,
        fault: comparesTime(name, other, (shown, wanted) =>
          bound === 'gte' ? shown >= wanted : shown <= wanted,
        ),
        finds: `times/${name}: looks-at-another-field`,
        says: new RegExp(`looks at ${other}`),
      },
      {
        name: `${name} misses its own second`,
        fault: comparesTime(name, field, (shown, wanted) =>
          bound === 'gte' ? shown > wanted : shown < wanted,
        ),
        finds: `times/${name}: misses-its-own-second`,
        says: /exactly the requested second/,
      },
      {
        name: `${name} takes milliseconds`,
        fault: comparesTime(name, field, (shown, wanted) =>
          bound === 'gte' ? shown * 1000 + 250 >= wanted : shown * 1000 + 250 <= wanted,
        ),
        finds: `times/${name}: takes-milliseconds`,
        says: /takes milliseconds, not Unix seconds/,
      },
      {
        name: `${name} compares texts`,
        fault: comparesTime(name, field, (shown, wanted) =>
          bound === 'gte' ? String(shown) >= String(wanted) : String(shown) <= String(wanted),
        ),
        finds: `times/${name}: compares-text`,
        says: /strings, not numbers/,
      },
      {
        name: `${name} is eight hours off`,
        fault: comparesTime(name, field, (shown, wanted) =>
          bound === 'gte' ? shown + 28800 >= wanted : shown + 28800 <= wanted,
        ),
        finds: `times/${name}: is-in-another-time-zone`,
        says: /as if in another time zone/,
      },
    ];
  }),
);

export const timeFaults: readonly BrokenBroker[] = [
  ...swapping,
  {
    name: 'ignores the upper bound of a range',
    fault: requery((query) => {
      if (query.has('_gte_connected_at')) query.delete('_lte_connected_at');
    }),
    finds: 'times/ranges: is-not-a-range',
  },
  {
    name: 'includes the second after an upper bound',
    fault: comparesTime('_lte_created_at', 'created_at', (shown, wanted) => shown <= wanted + 1),
    finds: 'times/partition: is-in-both',
  },
  {
    name: 'compares times as texts',
    fault: comparesTime(
      '_gte_connected_at',
      'connected_at',
      (shown, wanted) => String(shown) >= String(wanted),
    ),
    finds: 'times/monotone: is-not-monotone',
  },
];
