import type { Mutant } from '../mutant.js';
import { withFilter, withQuery } from '../seams/dialect.js';
import { readPairsAs, readValueAs } from '../seams/request.js';
import { comparing } from '../seams/rows.js';

const secondOf = (epochMs: number): number => Math.floor(epochMs / 1000);
const later = (value: string, seconds: number): string =>
  /^\d+$/.test(value) ? String(Number(value) + seconds) : value;

/** The four time filters. */
export const timeFilters: readonly Mutant[] = [
  {
    name: 'gte-is-gt',
    description: '_gte_created_at compares with > instead of >=.',
    named: /_gte_created_at misses the clients of the very second.*> instead of >=/,
    breaks: readValueAs('_gte_created_at', (value) => later(value, 1)),
  },
  {
    name: 'gte-connected-at-is-gt',
    description: '_gte_connected_at compares with > instead of >=.',
    named: /_gte_connected_at misses the clients of the very second/,
    breaks: readValueAs('_gte_connected_at', (value) => later(value, 1)),
  },
  {
    name: 'lte-is-lt',
    description: '_lte_connected_at compares with < instead of <=.',
    named: /_lte_connected_at misses the clients of the very second/,
    breaks: comparing('_lte_connected_at', (client, wanted) => {
      return secondOf(client.connected_at) < Number(wanted);
    }),
  },
  {
    name: 'lte-in-milliseconds-inside',
    description: '_lte_ is compared with milliseconds inside, and misses its own second.',
    named: /_lte_\w+ misses the clients of the very second/,
    breaks: withQuery({ shownSecond: 'compared in milliseconds' }),
  },
  {
    name: 'times-in-milliseconds',
    description: 'The time filters take milliseconds.',
    named: /they take milliseconds/,
    breaks: withQuery({ timeUnit: 'milliseconds' }),
  },
  {
    name: 'bounds-swapped-as-described',
    description:
      '_gte_ finds earlier clients and _lte_ later ones, as the documents describe the two.',
    named: /works the other way round/,
    breaks: readPairsAs((pairs) =>
      pairs.map(([key, value]) => [
        key.startsWith('_gte_') ? key.replace('_gte_', '_lte_') : key.replace(/^_lte_/, '_gte_'),
        value,
      ]),
    ),
  },
  {
    name: 'gte-connected-at-swapped',
    description: '_gte_connected_at finds the clients before the time.',
    named: /_gte_connected_at works the other way round/,
    breaks: withFilter('_gte_connected_at', { operator: 'lte' }),
  },
  {
    name: 'created-at-looks-at-connected-at',
    description: '_gte_created_at looks at connected_at.',
    named: /_gte_created_at looks at connected_at/,
    breaks: withFilter('_gte_created_at', { field: 'connected_at' }),
  },
  {
    name: 'gte-connected-at-looks-at-created-at',
    description: '_gte_connected_at looks at created_at.',
    named: /_gte_connected_at looks at created_at/,
    breaks: withFilter('_gte_connected_at', { field: 'created_at' }),
  },
  {
    name: 'lte-connected-at-looks-at-created-at',
    description: '_lte_connected_at looks at created_at.',
    named: /_lte_connected_at looks at created_at/,
    breaks: withFilter('_lte_connected_at', { field: 'created_at' }),
  },
  {
    name: 'time-filter-in-another-zone',
    description: 'The time filters are eight hours off the times that are shown.',
    named: /_\w+_created_at (?:does not agree with the times shown|.*misses|.*finds)/,
    breaks: readPairsAs((pairs) =>
      pairs.map(([key, value]) => [key, /^_[gl]te_/.test(key) ? later(value, 8 * 3600) : value]),
    ),
  },
  {
    name: 'times-as-text',
    description: '_gte_created_at compares texts: 999999999 is greater than any second of today.',
    named: /_gte_created_at compares texts/,
    breaks: comparing('_gte_created_at', (client, wanted) => {
      return String(secondOf(client.created_at)) >= wanted;
    }),
  },
  {
    name: 'lte-created-at-as-text',
    description: '_lte_created_at compares texts.',
    named: /_lte_created_at compares texts/,
    breaks: comparing('_lte_created_at', (client, wanted) => {
      return String(secondOf(client.created_at)) <= wanted;
    }),
  },
  {
    name: 'gte-connected-at-as-text',
    description: '_gte_connected_at compares texts.',
    named: /_gte_connected_at compares texts/,
    breaks: comparing('_gte_connected_at', (client, wanted) => {
      return String(secondOf(client.connected_at)) >= wanted;
    }),
  },
  {
    name: 'lte-connected-at-as-text',
    description: '_lte_connected_at compares texts.',
    named: /_lte_connected_at compares texts/,
    breaks: comparing('_lte_connected_at', (client, wanted) => {
      return String(secondOf(client.connected_at)) <= wanted;
    }),
  },
  {
    name: 'lte-one-second-generous',
    description: '_lte_created_at finds the clients of the next second too.',
    named: /_lte_created_at is one second too generous|found by _lte_created_at/,
    breaks: readValueAs('_lte_created_at', (value) => later(value, 1)),
  },
  {
    name: 'range-only-upper',
    description: 'Of a lower and an upper bound only the upper one applies.',
    named: /_gte_\w+=\d+ and _lte_\w+=\d+ do not find what both find|only _lte_\w+ is applied/,
    breaks: readPairsAs((pairs) =>
      pairs.filter(
        ([key]) =>
          !key.startsWith('_gte_') || !pairs.some(([other]) => other === key.replace('g', 'l')),
      ),
    ),
  },
  {
    name: 'crossed-range-is-uncrossed',
    description: 'A range whose bounds are crossed is put right silently, not empty.',
    named: /_gte_\w+=\d+ and _lte_\w+=\d+ do not find what both find/,
    breaks: readPairsAs((pairs) => {
      const value = (name: string): string | undefined => pairs.find(([key]) => key === name)?.[1];
      const crossed = (field: string): boolean =>
        Number(value(`_gte_${field}`)) > Number(value(`_lte_${field}`));
      return pairs.map(([key, own]) => {
        const [, bound, field = ''] = /^_([gl]te)_(.*)$/.exec(key) ?? [];
        const other = `_${bound === 'gte' ? 'lte' : 'gte'}_${field}`;
        return [key, crossed(field) ? (value(other) ?? own) : own];
      });
    }),
  },
  {
    name: 'gte-modulo-a-day',
    description: '_gte_connected_at compares the time of day only.',
    named: /_gte_connected_at/,
    breaks: comparing('_gte_connected_at', (client, wanted) => {
      return secondOf(client.connected_at) % 86_400 >= Number(wanted) % 86_400;
    }),
  },
];
