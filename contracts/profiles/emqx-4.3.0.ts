import { sharedByEmqx4 } from './emqx-4.js';
import type { KnownDeviation, Profile } from './profile.js';

const VERSION = '4.3.0';
const SEEN = 'recording emqx-4.3.0';
const TIME_FILTERS = [
  '_gte_created_at',
  '_lte_created_at',
  '_gte_connected_at',
  '_lte_connected_at',
];

/** The release that was current when the documents were written. */
export const emqx430: Profile = {
  name: 'emqx-4.3.0',
  description: 'EMQX 4.3.0',
  known: [
    ...sharedByEmqx4.map((entry): KnownDeviation => ({
      ...entry,
      versions: VERSION,
      ...(entry.evidence !== undefined && {
        evidence: entry.evidence.replace('emqx-4.3.22', 'emqx-4.3.0'),
      }),
    })),
    ...TIME_FILTERS.flatMap((filter): KnownDeviation[] =>
      [`times/${filter}`, `times/${filter}-any-population`].map((rule) => ({
        rule,
        deviation: 'takes-milliseconds',
        versions: VERSION,
        reason: 'EMQX 4.3.0 compares the number with its milliseconds; later releases take seconds',
        evidence: `${SEEN}, time/${filter}=first-1`,
        needs: ['fixtures'],
      })),
    ),
    ...['_like_clientid', '_like_username'].map((filter): KnownDeviation => ({
      rule: `filters/${filter}-literal`,
      deviation: 'is-a-regular-expression',
      versions: VERSION,
      reason: 'EMQX 4.3.0 takes the value as a regular expression; later releases as it is',
      evidence: `${SEEN}, filter/_like_clientid=.*`,
    })),
    {
      rule: 'errors/filter-values',
      deviation: 'crashes',
      versions: VERSION,
      reason:
        'EMQX 4.3.0 fails with HTTP 500 at a value of the wrong type; later ones send code 108',
      evidence: `${SEEN}, filter/proto_ver=abc`,
    },
  ],
};
