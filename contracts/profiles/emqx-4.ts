import type { KnownDeviation, Profile } from './profile.js';

const BOTH = '4.3.22 and 4.4.19';
const SEEN = 'recording emqx-4.3.22';

/** Deviations of every recorded EMQX 4.3 and 4.4, including 4.3.0. */
export const sharedByEmqx4: readonly KnownDeviation[] = [
  {
    rule: 'paging/filtered-count',
    deviation: 'count-is-minus-one',
    versions: BOTH,
    reason: 'EMQX does not count under a filter: it sends -1 (decisions.md #6)',
    evidence: `${SEEN}, page/like-filtered-l4-p1`,
  },
  {
    rule: 'filters/twins',
    deviation: 'exact-overrides-like',
    versions: BOTH,
    reason: 'an exact filter silently switches its _like_ twin off (decisions.md #13)',
    evidence: `${SEEN}, combo/11`,
  },
  {
    rule: 'errors/paging-values',
    deviation: 'crashes',
    versions: BOTH,
    reason: 'EMQX fails with HTTP 500 where _page or _limit is no integer (decisions.md #10)',
    evidence: `${SEEN}, page/_page=abc`,
  },
  {
    rule: 'errors/paging-bounds',
    deviation: 'page-below-1-is-accepted',
    versions: BOTH,
    reason: 'EMQX answers _page=0 and below as page 1 (decisions.md #8)',
    evidence: `${SEEN}, page/_page=0`,
  },
  {
    rule: 'errors/paging-bounds',
    deviation: 'limit-0-is-accepted',
    versions: BOTH,
    reason: 'EMQX answers _limit=0 with no rows (decisions.md #9)',
    evidence: `${SEEN}, page/_limit=0`,
  },
  {
    rule: 'errors/enum-values',
    deviation: 'finds-nothing',
    versions: BOTH,
    reason: 'EMQX takes any text for an enum, and finds nothing (decisions.md #17)',
    evidence: `${SEEN}, filter/conn_state=bogus`,
  },
  {
    rule: 'errors/repeated-parameter',
    deviation: 'is-accepted',
    versions: BOTH,
    reason: 'EMQX picks one of the values of a parameter that is given twice (decisions.md #14)',
    evidence: `${SEEN}, combo/repeat-same-key`,
  },
  {
    rule: 'errors/head',
    deviation: 'is-not-get',
    versions: BOTH,
    reason: 'EMQX routes GET and DELETE only: HEAD is 404 (decisions.md #25)',
    evidence: `${SEEN}, method/HEAD-collection`,
  },
  {
    rule: 'errors/options',
    deviation: 'is-refused',
    versions: BOTH,
    reason: 'EMQX routes GET and DELETE only: OPTIONS is 404 (decisions.md #25)',
    evidence: `${SEEN}, method/OPTIONS-client`,
  },
  {
    rule: 'errors/json-bodies',
    deviation: '401-is-not-json',
    versions: BOTH,
    reason: 'the body of a 401 is the text UNAUTHORIZED (decisions.md #24)',
    evidence: `${SEEN}, auth/wrong-secret`,
  },
  {
    rule: 'errors/json-bodies',
    deviation: '404-is-not-json',
    versions: BOTH,
    reason: 'the body of a 404 is the text Not found. (decisions.md #25)',
    evidence: `${SEEN}, path/unknown`,
  },
];

const OWN_SECOND =
  'EMQX compares whole seconds with stored milliseconds: _lte_ misses the clients of its own ' +
  'second (decisions.md #3)';

/** Later releases: seconds, literal `_like_`, and code 108 for a value of the wrong type. */
export const emqx4: Profile = {
  name: 'emqx-4',
  description: 'EMQX 4.3.22 and 4.4.19',
  known: [
    ...sharedByEmqx4,
    ...['times/_lte_created_at', 'times/_lte_connected_at'].map((rule): KnownDeviation => ({
      rule,
      deviation: 'misses-its-own-second',
      versions: BOTH,
      reason: OWN_SECOND,
      evidence: `${SEEN}, time/${rule.slice('times/'.length)}=first+0`,
    })),
    {
      rule: 'times/partition',
      deviation: 'own-second-is-in-neither',
      versions: BOTH,
      reason: OWN_SECOND,
      evidence: `${SEEN}, time/_lte_created_at=first+0`,
      needs: ['fixtures'],
    },
    {
      rule: 'filters/_like_-empty',
      deviation: 'crashes',
      versions: BOTH,
      reason: 'EMQX fails with HTTP 500 at an empty _like_ value (decisions.md #18)',
      evidence: `${SEEN}, filter/_like_clientid=`,
    },
    {
      rule: 'errors/status',
      deviation: 'http-200',
      versions: BOTH,
      reason:
        'EMQX refuses a value of the wrong type with HTTP 200 and code 108 (decisions.md #16)',
      evidence: `${SEEN}, filter/proto_ver=abc`,
    },
    {
      rule: 'kick/unknown',
      deviation: 'code-is-0',
      versions: BOTH,
      reason: 'EMQX answers the kick of an unknown client as a success (decisions.md #23)',
      evidence: `${SEEN}, delete/unknown`,
    },
  ],
};
