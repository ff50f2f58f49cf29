import * as s from '../../core/schema.js';
import { answer, operation, ref } from './operation.js';

/** The stream of events. */
export const EVENT_OPERATIONS = {
  'GET /events': operation(
    'followEvents',
    'Follow what happens in the sandbox, as server-sent events',
    s.text('A stream of events. The data of each is JSON.'),
    {
      type: 'text/event-stream',
      description: [
        'What happens within a tenth of a second is sent together. The events are:',
        '`hello` with sandbox and resumed, first: unless resumed is true, what happened before is not known, and a page loads what it shows;',
        '`clients` with total, count, many, and changes, a list of clientid, node and change (added, removed or changed): many is true, and the list empty, if there are more than 200; count is null if there are too many to be counted, and 0 if only the order has changed;',
        '`requests` with total, cleared, count, many, and entries, the latest 50 of the journal;',
        '`scenario`, `clock`: as GET /scenario and GET /clock answer;',
        '`faults` with counts, `stubs` with answered: they were replaced, or used;',
        '`sandboxes` with open, created and dropped, in the default sandbox only;',
        '`resync`: the caller has read too slowly and missed events;',
        '`end`: the sandbox was dropped, and the stream ends.',
        'With the header Last-Event-ID, a caller that comes back within ten seconds gets what it has missed.',
        'While a caller listens, the journal keeps the headers and bodies of the requests of the sandbox.',
      ].join('\n'),
      parameters: [
        {
          name: 'Last-Event-ID',
          in: 'header',
          required: false,
          description: 'The id of the last event that the caller has received.',
          schema: { type: 'string' },
        },
      ],
      answers: { 503: answer('Too many callers listen, or the mock is stopping.', ref('Problem')) },
    },
  ),
};
