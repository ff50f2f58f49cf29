import { type Profile, seenIn } from './profile.js';

/**
 * Deviations of every recorded EMQX 4.3 and 4.4, including 4.3.0.
 * @param because see `seenIn`
 */
export const sharedByEmqx4 = (because: ReturnType<typeof seenIn>): Profile['known'] => [
  ...because(
    'EMQX does not count under a filter: it sends -1 (decisions.md #6)',
    'page/like-filtered-l4-p1',
    [['paging/filtered-count', 'count-is-minus-one']],
  ),
  ...because('an exact filter silently disables its _like_ twin (decisions.md #13)', 'combo/11', [
    ['filters/twins', 'exact-overrides-like'],
  ]),
  ...because(
    'EMQX fails with HTTP 500 where _page or _limit is no integer (decisions.md #10)',
    'page/_page=abc',
    [['errors/paging-values', 'crashes']],
  ),
  ...because('EMQX answers _page=0 and below as page 1 (decisions.md #8)', 'page/_page=0', [
    ['errors/paging-bounds', 'page-below-1-is-accepted'],
  ]),
  ...because('EMQX answers _limit=0 with no rows (decisions.md #9)', 'page/_limit=0', [
    ['errors/paging-bounds', 'limit-0-is-accepted'],
  ]),
  ...because(
    'EMQX accepts any text for an enum, and finds nothing (decisions.md #17)',
    'filter/conn_state=bogus',
    [['errors/enum-values', 'finds-nothing']],
  ),
  ...because(
    'EMQX picks one of the values of a repeated parameter (decisions.md #14)',
    'combo/repeat-same-key',
    [['errors/repeated-parameter', 'is-accepted']],
  ),
  ...because(
    'EMQX routes only GET and DELETE: HEAD is 404 (decisions.md #25)',
    'method/HEAD-collection',
    [['errors/head', 'is-not-get']],
  ),
  ...because(
    'EMQX routes only GET and DELETE: OPTIONS is 404 (decisions.md #25)',
    'method/OPTIONS-client',
    [['errors/options', 'is-refused']],
  ),
  ...because('the body of a 401 is the text UNAUTHORIZED (decisions.md #24)', 'auth/wrong-secret', [
    ['errors/json-bodies', '401-is-not-json'],
  ]),
  ...because('the body of a 404 is the text Not found. (decisions.md #25)', 'path/unknown', [
    ['errors/json-bodies', '404-is-not-json'],
  ]),
];

const because = seenIn('4.3.22 and 4.4.19', 'emqx-4.3.22');
const OWN_SECOND =
  'EMQX compares whole seconds with stored milliseconds: _lte_ misses the clients of its own ' +
  'second (decisions.md #3)';

/** Later releases: seconds, literal `_like_`, and code 108 for a value of the wrong type. */
export const emqx4: Profile = {
  name: 'emqx-4',
  description: 'EMQX 4.3.22 and 4.4.19',
  known: [
    ...sharedByEmqx4(because),
    ...['_lte_created_at', '_lte_connected_at'].flatMap((filter) =>
      because(OWN_SECOND, `time/${filter}=first+0`, [[`times/${filter}`, 'misses-its-own-second']]),
    ),
    ...because(
      OWN_SECOND,
      'time/_lte_created_at=first+0',
      [['times/partition', 'own-second-is-in-neither']],
      ['fixtures'],
    ),
    ...because(
      'EMQX fails with HTTP 500 at an empty _like_ value (decisions.md #18)',
      'filter/_like_clientid=',
      [['filters/_like_-empty', 'crashes']],
    ),
    ...because(
      'EMQX refuses a value of the wrong type with HTTP 200 and code 108 (decisions.md #16)',
      'filter/proto_ver=abc',
      [['errors/status', 'http-200']],
    ),
    ...because(
      'EMQX answers the kick of an unknown client as a success (decisions.md #23)',
      'delete/unknown',
      [['kick/unknown', 'code-is-0']],
    ),
  ],
};
