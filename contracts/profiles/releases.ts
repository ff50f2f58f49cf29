import type { KnownDeviation, Profile } from './profile.js';
import { releasesIn } from './release-numbers.js';

const TIME_FILTERS = ['created_at', 'connected_at'].flatMap((field) => [
  `_gte_${field}`,
  `_lte_${field}`,
]);
const LIKE_FILTERS = ['_like_clientid', '_like_username'];

type Deviations = readonly (readonly [rule: string, deviation: string])[];

/** One cause, the releases that have it, and the recorded exchange that shows it. */
const because = (
  versions: string,
  reason: string,
  seenIn: readonly [release: string, exchange: string] | undefined,
  deviations: Deviations,
  more: Partial<KnownDeviation> = {},
): readonly KnownDeviation[] =>
  deviations.map(([rule, deviation]) => ({
    rule,
    deviation,
    versions,
    reason,
    ...(seenIn && { evidence: `recording emqx-${seenIn[0]}, ${seenIn[1]}` }),
    ...more,
  }));

const IGNORED = 'EMQX 4.0 has no filters: it ignores every parameter except _page and _limit';
const EXACT_FILTERS = [
  'clientid',
  'username',
  'zone',
  'ip_address',
  'conn_state',
  'clean_start',
  'proto_name',
  'proto_ver',
];

/** What a broker without filters deviates in, judged by test clients. */
const ignored = (): Deviations => [
  ...[...EXACT_FILTERS, ...LIKE_FILTERS].map(
    (filter) => [`filters/${filter}`, 'is-ignored'] as const,
  ),
  ...LIKE_FILTERS.map((filter) => [`filters/${filter}-literal`, 'is-ignored'] as const),
  ...TIME_FILTERS.map((filter) => [`times/${filter}`, 'is-ignored'] as const),
  ['filters/clientid-odd-characters', 'is-ignored'],
  ['filters/username-odd-characters', 'is-ignored'],
  ['filters/username-absent', 'finds-too-many'],
  ['filters/integer-spelling', 'finds-too-many'],
  ['filters/twins', 'is-not-and'],
  ['errors/plus-in-query', 'plus-is-a-plus'],
  ['errors/filter-values', 'is-accepted'],
];

/** The same, judged by any clients that differ: a few alike would not show it. */
const ignoredByAny = (): Deviations => [
  ...[...EXACT_FILTERS, ...LIKE_FILTERS]
    .filter((filter) => filter !== 'zone')
    .map(
      (filter) => [`filters/${filter}-any-population`, 'finds-clients-without-the-value'] as const,
    ),
  ...[...EXACT_FILTERS, ...LIKE_FILTERS]
    .filter((filter) => !['conn_state', 'clean_start', 'proto_name'].includes(filter))
    .map((filter) => [`filters/${filter}-any-population`, 'is-ignored'] as const),
  ['filters/conn_state-any-population', 'is-in-two-states'],
  ...TIME_FILTERS.map(
    (filter) => [`times/${filter}-any-population`, 'finds-clients-beyond-the-bound'] as const,
  ),
  ['times/partition', 'is-in-both'],
  ['errors/enum-values', 'is-accepted'],
];

/** Every known deviation of EMQX 4, with its releases. A profile has those of one release. */
const KNOWN: readonly KnownDeviation[] = [
  // Credentials and kicks.
  ...because(
    '4.0 to 4.3.12, 4.4.0 to 4.4.1',
    'EMQX fails with HTTP 500 at credentials that are not base64',
    ['4.3.8', 'auth/not-base64'],
    ['auth/list', 'auth/lookup', 'auth/kick'].map((rule) => [rule, 'not-base64-is-not-refused']),
  ),
  ...because(
    '4.0 to 4.3.12, 4.4.0 to 4.4.1',
    'EMQX closes the connection of a kicked MQTT 5.0 client without a DISCONNECT',
    // Seen by the clients of these releases; no HTTP recording shows it.
    undefined,
    [['kick/reason', 'no-disconnect']],
  ),
  ...because(
    '4.3.9 on',
    'EMQX answers the kick of an unknown client as a success (decisions.md #23)',
    ['4.3.22', 'delete/unknown'],
    [['kick/unknown', 'code-is-0']],
  ),

  // Rows, paging and meta.
  ...because(
    '4.0 to 4.1',
    'EMQX sends no mountpoint before 4.2',
    ['4.1.5', 'page/default'],
    [['list/mountpoint', 'is-missing']],
  ),
  ...because(
    '4.0',
    'EMQX 4.0 sends no hasnext',
    ['4.0.13', 'page/default'],
    [['list/hasnext', 'is-missing']],
  ),
  ...because(
    '4.0',
    'EMQX 4.0 fails with HTTP 500 at _limit=0',
    ['4.0.13', 'page/_limit=0'],
    [['errors/paging-bounds', 'crashes']],
  ),
  ...because(
    '4.1.0 on',
    'EMQX answers _limit=0 with no rows (decisions.md #9)',
    ['4.3.22', 'page/_limit=0'],
    [['errors/paging-bounds', 'limit-0-is-accepted']],
  ),
  ...because(
    '4.0.0 on',
    'EMQX answers _page=0 and below as page 1 (decisions.md #8)',
    ['4.3.22', 'page/_page=0'],
    [['errors/paging-bounds', 'page-below-1-is-accepted']],
  ),
  ...because(
    '4.0.0 on',
    'EMQX fails with HTTP 500 where _page or _limit is no integer (decisions.md #10)',
    ['4.3.22', 'page/_page=abc'],
    [['errors/paging-values', 'crashes']],
  ),
  ...because(
    '4.1.0 on',
    'EMQX does not count under a filter: it sends -1 (decisions.md #6)',
    ['4.3.22', 'page/like-filtered-l4-p1'],
    [['paging/filtered-count', 'count-is-minus-one']],
  ),

  // Filters.
  ...because('4.0', IGNORED, ['4.0.13', 'filter/proto_ver=abc'], ignored()),
  ...because('4.0', IGNORED, ['4.0.13', 'filter/proto_ver=abc'], ignoredByAny(), {
    needs: ['fixtures'],
  }),
  ...because(
    '4.0',
    IGNORED,
    ['4.0.13', 'filter/proto_ver=abc'],
    [
      // Only where clients are in several zones.
      ['filters/zone-any-population', 'finds-clients-without-the-value'],
      // Only where the first pages have no client that connected last.
      ['paging/kick-between-pages', 'rows-are-missing'],
      // Only where the broker has no clients, or more than the rule reads.
      ['errors/enum-values', 'finds-nothing'],
      ['times/partition', 'is-in-neither'],
    ],
    { sometimes: true },
  ),
  ...because(
    '4.1.0 on',
    'an exact filter silently disables its _like_ twin (decisions.md #13)',
    ['4.3.22', 'combo/11'],
    [['filters/twins', 'exact-overrides-like']],
  ),
  ...because(
    '4.1.0 to 4.3.11',
    'EMQX takes the value as a regular expression; from 4.3.12 on, as text',
    ['4.3.8', 'filter/_like_clientid=.*'],
    LIKE_FILTERS.map((filter) => [`filters/${filter}-literal`, 'is-a-regular-expression']),
  ),
  ...because(
    '4.3.12 on',
    'EMQX fails with HTTP 500 at an empty _like_ value (decisions.md #18)',
    ['4.3.22', 'filter/_like_clientid='],
    [['filters/_like_-empty', 'crashes']],
  ),
  ...because(
    '4.1.0 on',
    'EMQX accepts any text for an enum, and finds nothing (decisions.md #17)',
    ['4.3.22', 'filter/conn_state=bogus'],
    [['errors/enum-values', 'finds-nothing']],
  ),
  ...because(
    '4.1.0 to 4.3.2',
    'EMQX fails with HTTP 500 at a value of the wrong type; from 4.3.3 on, it sends code 108',
    ['4.3.0', 'filter/proto_ver=abc'],
    [['errors/filter-values', 'crashes']],
  ),
  ...because(
    '4.3.3 on',
    'EMQX refuses a value of the wrong type with HTTP 200 and code 108 (decisions.md #16)',
    ['4.3.22', 'filter/proto_ver=abc'],
    [['errors/status', 'http-200']],
  ),
  ...because(
    '4.0.0 on',
    'EMQX picks one of the values of a repeated parameter (decisions.md #14)',
    ['4.3.22', 'combo/repeat-same-key'],
    [['errors/repeated-parameter', 'is-accepted']],
  ),
  ...because(
    '4.3.15 to 4.3, 4.4.4 on',
    'EMQX has filters that the documents do not name (decisions.md #31)',
    ['4.3.22', 'extra/_gte_mqueue_len=abc'],
    [['filters/unknown-parameter', 'mqueue-filters-apply']],
  ),

  // Times.
  ...because(
    '4.1.0 to 4.3.11',
    'EMQX compares the number with its milliseconds; from 4.3.12 on, it takes seconds',
    ['4.3.8', 'time/_gte_created_at=first-1'],
    TIME_FILTERS.flatMap((filter) => [
      [`times/${filter}`, 'takes-milliseconds'],
      [`times/${filter}-any-population`, 'takes-milliseconds'],
    ]),
    { needs: ['fixtures'] },
  ),
  ...because(
    '4.3.12 on',
    'EMQX compares whole seconds with stored milliseconds: _lte_ misses the clients of its own ' +
      'second (decisions.md #3)',
    ['4.3.22', 'time/_lte_created_at=first+0'],
    [
      ['times/_lte_created_at', 'misses-its-own-second'],
      ['times/_lte_connected_at', 'misses-its-own-second'],
      ['times/partition', 'own-second-is-in-neither'],
    ],
    { needs: ['fixtures'] },
  ),

  // Paths, methods and texts of errors.
  ...because(
    '4.2',
    'EMQX 4.2, built for OTP 23 or newer, takes a + in the path as a space; the official packages, ' +
      'built for OTP 22, do not',
    ['4.2.14', 'lookup/bad-utf8'],
    [['lookup/plus', 'plus-is-a-space']],
  ),
  ...because(
    '4.0.0 on',
    'EMQX routes only GET and DELETE: HEAD and OPTIONS are 404 (decisions.md #25)',
    ['4.3.22', 'method/OPTIONS-client'],
    [
      ['errors/head', 'is-not-get'],
      ['errors/options', 'is-refused'],
    ],
  ),
  ...because(
    '4.0.0 on',
    'the body of a 401 is the text UNAUTHORIZED (decisions.md #24)',
    ['4.3.22', 'auth/wrong-secret'],
    [['errors/json-bodies', '401-is-not-json']],
  ),
  ...because(
    '4.0.0 on',
    'the body of a 404 is the text Not found. (decisions.md #25)',
    ['4.3.22', 'path/unknown'],
    [['errors/json-bodies', '404-is-not-json']],
  ),
];

/** The profile of a release: what it is known to deviate in. */
export const profileOf = (release: string): Profile => ({
  name: `emqx-${release}`,
  description: `EMQX ${release}`,
  known: KNOWN.filter(({ versions = '' }) => releasesIn(versions).includes(release)),
});
