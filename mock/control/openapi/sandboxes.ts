import * as s from '../../core/schema.js';
import { answer, nullable, ok, operation, parameters, ref } from './operation.js';

/** The operations on named sandboxes. */
export const SANDBOX_PATHS = {
  '/sandboxes': {
    get: operation(
      'listSandboxes',
      'List named sandboxes, the longest idle first',
      ok(
        'The sandboxes and their limits.',
        s.object({
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
      ),
    ),
    delete: operation(
      'removeSandboxes',
      'Drop all named sandboxes',
      ok('They were dropped.', s.object({ removed: s.integer('Number of sandboxes.') })),
    ),
  },
  '/sandboxes/{name}': {
    delete: operation(
      'removeSandbox',
      'Drop a sandbox',
      {
        ...ok('It was dropped.', s.object({ removed: s.integer('Always 1.') })),
        404: answer('There is no sandbox with this name.', ref('Problem')),
      },
      { parameters: parameters({ name: s.text('Its name, percent-encoded.') }, 'path') },
    ),
  },
};
