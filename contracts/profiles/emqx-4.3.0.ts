import { sharedByEmqx4 } from './emqx-4.js';
import { type Profile, seenIn } from './profile.js';

const because = seenIn('4.3.0', 'emqx-4.3.0');
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
    ...sharedByEmqx4(because),
    ...TIME_FILTERS.flatMap((filter) =>
      because(
        'EMQX 4.3.0 compares the number with its milliseconds; later releases take seconds',
        `time/${filter}=first-1`,
        [
          [`times/${filter}`, 'takes-milliseconds'],
          [`times/${filter}-any-population`, 'takes-milliseconds'],
        ],
        ['fixtures'],
      ),
    ),
    ...because(
      'EMQX 4.3.0 takes the value as a regular expression; later releases as text',
      'filter/_like_clientid=.*',
      [
        ['filters/_like_clientid-literal', 'is-a-regular-expression'],
        ['filters/_like_username-literal', 'is-a-regular-expression'],
      ],
    ),
    ...because(
      'EMQX 4.3.0 fails with HTTP 500 at a value of the wrong type; later ones send code 108',
      'filter/proto_ver=abc',
      [['errors/filter-values', 'crashes']],
    ),
  ],
};
