import { type Profile, seenIn } from './profile.js';

const because = seenIn('0.25.3', 'nanomq-0.25.3');

const FILTERS = [
  'clientid',
  'username',
  'zone',
  'ip_address',
  'conn_state',
  'clean_start',
  'proto_name',
  'proto_ver',
  '_like_clientid',
  '_like_username',
];

/**
 * NanoMQ has the path of this API and little of its contract. A broker that passes with this
 * profile is not compatible with EMQX.
 */
export const nanomq: Profile = {
  name: 'nanomq',
  description: 'NanoMQ 0.25.3',
  known: [
    ...because(
      'NanoMQ has no paging: _page and _limit are HTTP 400, code 108',
      'page/only-page-2',
      [
        ['list/envelope', 'paging-is-refused'],
        ['list/echo', 'not-a-list'],
        ['list/defaults', 'not-a-list'],
        ['list/hasnext', 'not-a-list'],
        ['list/steady', 'not-a-list'],
        ['paging/pages', 'not-a-list'],
        ['paging/hasnext', 'not-a-list'],
        ['paging/past-the-end', 'not-a-list'],
        ['paging/count', 'not-a-list'],
        ['paging/repeatable', 'not-a-list'],
        ['filters/unknown-parameter', 'not-a-list'],
        ['times/monotone', 'not-a-list'],
        ...FILTERS.map((filter) => [`filters/${filter}-any-population`, 'not-a-list'] as const),
      ],
    ),
    ...because('NanoMQ sends no meta', 'page/default', [
      ['list/envelope', 'no-meta'],
      ['list/defaults', 'other-defaults'],
      ['list/trailing-slash', 'is-not-the-list'],
    ]),
    ...because('NanoMQ calls the id client_id, and sends seven members a client', 'page/default', [
      ['list/fixtures', 'is-not-listed'],
      ['list/members', 'members-are-missing'],
      ['list/mountpoint', 'is-missing'],
    ]),
    ...because('NanoMQ has no DELETE: HTTP 404, code 102', 'delete/unknown', [
      ['kick/unknown', 'no-delete'],
    ]),
    ...because('NanoMQ does not decode the path and the query', 'lookup/bad-percent', [
      ['errors/percent-encoding', 'is-accepted'],
    ]),
    ...because('NanoMQ takes a parameter with an empty value as not sent', 'page/no-value', [
      ['errors/paging-values', 'is-accepted'],
    ]),
    ...because('NanoMQ takes the last value of a parameter given twice', 'combo/repeat-same-key', [
      ['errors/repeated-parameter', 'is-accepted'],
    ]),
    ...because('NanoMQ sends a code alone with an error', 'path/unknown', [
      ['errors/json-bodies', '401-without-code-or-message'],
      ['errors/json-bodies', '404-without-code-or-message'],
      ['errors/json-bodies', '400-without-code-or-message'],
    ]),
    ...because('NanoMQ does not ask for credentials with www-authenticate', 'auth/none', [
      ['auth/challenge', 'no-challenge'],
    ]),
  ],
};
