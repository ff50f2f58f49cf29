import * as s from '../../core/schema.js';
import { answer, nullable, operation, parameters, ref } from './operation.js';

/** The operations on named sandboxes. */
export const SANDBOX_OPERATIONS = {
  'GET /sandboxes': operation('listSandboxes', 'List named sandboxes, the longest idle first', {
    max: s.integer('The most sandboxes at a time.'),
    idleMs: s.integer('Milliseconds without a request after which one is dropped.'),
    sandboxes: s.list(
      s.object({
        name: s.text('The name of the sandbox.'),
        usedAt: s.text('Time of the last request.', { format: 'date-time' }),
        clients: s.integer('Number of clients.'),
        scenario: nullable(s.text('The active scenario.')),
        requests: s.integer('Number of answered requests.'),
      }),
    ),
  }),
  'DELETE /sandboxes': operation('removeSandboxes', 'Drop all named sandboxes', {
    removed: s.integer('Number of sandboxes.'),
  }),
  'DELETE /sandboxes/{name}': operation(
    'removeSandbox',
    'Drop a sandbox',
    { removed: s.integer('Always 1.') },
    {
      parameters: parameters({ name: s.text('Its name, percent-encoded.') }, 'path'),
      answers: { 404: answer('There is no sandbox with this name.', ref('Problem')) },
    },
  ),
};
