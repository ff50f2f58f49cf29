import { mutantsOf } from '../mutant.js';
import { withFilter, withQuery } from '../seams/dialect.js';
import { readPairsAs, readValueAs } from '../seams/request.js';
import { comparingText } from '../seams/rows.js';

const later = (value: string, seconds: number): string =>
  /^\d+$/.test(value) ? String(Number(value) + seconds) : value;

export const timeFilters = mutantsOf({
  'gte-is-gt': [
    '_gte_created_at compares with > instead of >=.',
    /_gte_created_at misses clients of exactly the requested second.*> instead of >=/,
    readValueAs('_gte_created_at', (value) => later(value, 1)),
  ],
  'gte-connected-at-is-gt': [
    '_gte_connected_at compares with > instead of >=.',
    /_gte_connected_at misses/,
    readValueAs('_gte_connected_at', (value) => later(value, 1)),
  ],
  'lte-is-lt': [
    '_lte_connected_at compares with < instead of <=.',
    /_lte_connected_at misses clients of exactly the requested second/,
    comparingText('_lte_connected_at', (shown, wanted) => Number(shown) < Number(wanted)),
  ],
  'lte-compares-milliseconds': [
    '_lte_ compares milliseconds, and misses clients of the same second.',
    /_lte_\w+ misses clients of exactly the requested second/,
    withQuery({ shownSecond: 'compared in milliseconds' }),
  ],
  'times-in-milliseconds': [
    'The time filters take milliseconds.',
    /takes milliseconds, not Unix seconds/,
    withQuery({ timeUnit: 'milliseconds' }),
  ],
  'bounds-swapped-as-described': [
    '_gte_ finds earlier clients and _lte_ later ones, as the documents describe them.',
    /works the other way round/,
    readPairsAs((pairs) =>
      pairs.map(([key, value]) => [
        key.startsWith('_gte_') ? key.replace('_gte_', '_lte_') : key.replace(/^_lte_/, '_gte_'),
        value,
      ]),
    ),
  ],
  'gte-connected-at-swapped': [
    '_gte_connected_at finds the clients before the time.',
    /_gte_connected_at works the other way round/,
    withFilter('_gte_connected_at', { operator: 'lte' }),
  ],
  'created-at-looks-at-connected-at': [
    '_gte_created_at looks at connected_at.',
    /_gte_created_at looks at connected_at/,
    withFilter('_gte_created_at', { field: 'connected_at' }),
  ],
  'gte-connected-at-looks-at-created-at': [
    '_gte_connected_at looks at created_at.',
    /_gte_connected_at looks at created_at/,
    withFilter('_gte_connected_at', { field: 'created_at' }),
  ],
  'lte-connected-at-looks-at-created-at': [
    '_lte_connected_at looks at created_at.',
    /_lte_connected_at looks at created_at/,
    withFilter('_lte_connected_at', { field: 'created_at' }),
  ],
  'time-filter-in-another-zone': [
    'The time filters are eight hours off the times shown.',
    /_\w+_created_at (?:does not agree with the times shown|.*misses|.*finds)/,
    readPairsAs((pairs) =>
      pairs.map(([key, value]) => [key, /^_[gl]te_/.test(key) ? later(value, 8 * 3600) : value]),
    ),
  ],
  'gte-created-at-too-tight': [
    '_gte_created_at finds only the clients of 5.5 hours after the bound and later.',
    /_gte_created_at.*(?:too tight|misses)/,
    readValueAs('_gte_created_at', (value) => later(value, 5.5 * 3600)),
  ],
  'lte-created-at-too-tight': [
    '_lte_created_at finds only the clients of 5.5 hours before the bound and earlier.',
    /_lte_created_at.*(?:too tight|misses)/,
    readValueAs('_lte_created_at', (value) => later(value, -5.5 * 3600)),
  ],
  'gte-connected-at-too-tight': [
    '_gte_connected_at finds only the clients of 5.5 hours after the bound and later.',
    /_gte_connected_at.*(?:too tight|misses)/,
    readValueAs('_gte_connected_at', (value) => later(value, 5.5 * 3600)),
  ],
  'lte-connected-at-too-tight': [
    '_lte_connected_at finds only the clients of 5.5 hours before the bound and earlier.',
    /_lte_connected_at.*(?:too tight|misses)/,
    readValueAs('_lte_connected_at', (value) => later(value, -5.5 * 3600)),
  ],
  'times-as-text': [
    '_gte_created_at compares strings: 999999999 is greater than any time of today.',
    /_gte_created_at compares strings/,
    comparingText('_gte_created_at', (shown, wanted) => shown >= wanted),
  ],
  'lte-created-at-as-text': [
    '_lte_created_at compares strings.',
    /_lte_created_at compares/,
    comparingText('_lte_created_at', (shown, wanted) => shown <= wanted),
  ],
  'gte-connected-at-as-text': [
    '_gte_connected_at compares strings.',
    /_gte_connected_at compares/,
    comparingText('_gte_connected_at', (shown, wanted) => shown >= wanted),
  ],
  'lte-connected-at-as-text': [
    '_lte_connected_at compares strings.',
    /_lte_connected_at compares/,
    comparingText('_lte_connected_at', (shown, wanted) => shown <= wanted),
  ],
  'lte-includes-the-next-second': [
    '_lte_created_at also finds the clients of the next second.',
    /_lte_created_at is off by one second|found by _lte_created_at/,
    readValueAs('_lte_created_at', (value) => later(value, 1)),
  ],
  'range-only-upper': [
    'With a lower and an upper bound, only the upper one applies.',
    /_gte_\w+=\d+ and _lte_\w+=\d+ together find the wrong clients|only _lte_\w+ is applied/,
    readPairsAs((pairs) =>
      pairs.filter(
        ([key]) =>
          !key.startsWith('_gte_') || !pairs.some(([other]) => other === key.replace('g', 'l')),
      ),
    ),
  ],
  'crossed-range-is-swapped': [
    'Swapped bounds of a range are swapped back instead of finding nothing.',
    /_gte_\w+=\d+ and _lte_\w+=\d+ together find the wrong clients/,
    readPairsAs((pairs) => {
      const value = (name: string): string | undefined => pairs.find(([key]) => key === name)?.[1];
      const crossed = (field: string): boolean =>
        Number(value(`_gte_${field}`)) > Number(value(`_lte_${field}`));
      return pairs.map(([key, own]) => {
        const [, bound, field = ''] = /^_([gl]te)_(.*)$/.exec(key) ?? [];
        const other = `_${bound === 'gte' ? 'lte' : 'gte'}_${field}`;
        return [key, crossed(field) ? (value(other) ?? own) : own];
      });
    }),
  ],
  'gte-modulo-a-day': [
    '_gte_connected_at compares the time of day only.',
    /_gte_connected_at/,
    comparingText(
      '_gte_connected_at',
      (shown, wanted) => Number(shown) % 86_400 >= Number(wanted) % 86_400,
    ),
  ],
});
