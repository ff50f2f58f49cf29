import * as s from '../../core/schema.js';
import { ok, operation } from './operation.js';

/** The operations on the mock as a whole. */
export const MOCK_PATHS = {
  '/health': {
    get: operation(
      'getHealth',
      'Liveness: whether the process answers',
      ok('The mock is alive.', s.object({ status: s.constant('ok', 'Always ok.') })),
      { open: true },
    ),
  },
  '/ready': {
    get: operation(
      'getReadiness',
      'Readiness, and what the mock serves',
      ok(
        'The mock is ready.',
        s.object({
          status: s.constant('ready', 'Always ready.'),
          dialect: s.text('The broker release that the mock imitates, e.g. emqx-4.3.0.'),
          seed: s.integer('The seed of the generated clients.'),
          clients: s.integer('Number of clients in the sandbox.'),
        }),
      ),
      { open: true },
    ),
  },
  '/openapi.json': {
    get: operation('getDocument', 'This document', {
      200: {
        description: 'An OpenAPI 3.1 document.',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    }),
  },
  '/metrics': {
    get: operation('getMetrics', 'Counters and gauges for Prometheus', {
      200: {
        description: 'Prometheus text format 0.0.4.',
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    }),
  },
  '/reset': {
    post: operation(
      'reset',
      'Reset the sandbox to its initial state',
      ok(
        'The sandbox has its initial state.',
        s.object({ clients: s.integer('Number of clients after the reset.') }),
      ),
      { description: 'Restores clients, clock, scenario and faults, and clears the journal.' },
    ),
  },
};
