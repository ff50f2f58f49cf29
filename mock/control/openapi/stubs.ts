import * as s from '../../core/schema.js';
import { STUB, STUBS_BODY } from '../../stubs/stub.js';
import { operation, ref } from './operation.js';

/** The operations on stubs. */
export const STUB_OPERATIONS = {
  'GET /stubs': operation(
    'getStubs',
    'List the stubs and how many requests each has answered',
    ref('Stubs'),
  ),
  'PUT /stubs': operation('setStubs', 'Replace all stubs', ref('Stubs'), {
    description: 'Valid until the next reset, which restores the initial stubs.',
    body: STUBS_BODY,
  }),
  'POST /stubs': operation('addStubs', 'Add stubs before those that exist', ref('Stubs'), {
    description: 'The first stub that matches answers. All counts begin again at 0.',
    body: STUBS_BODY,
  }),
  'DELETE /stubs': operation('clearStubs', 'Remove all stubs', ref('Stubs')),
};

export const STUB_SCHEMAS = {
  Stub: STUB,
  Stubs: s.object({
    stubs: s.list(
      s.object({ stub: ref('Stub'), answered: s.integer('Requests that it has answered.') }),
    ),
  }),
};
