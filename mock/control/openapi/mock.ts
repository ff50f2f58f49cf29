import * as s from '../../core/schema.js';
import { nullable, operation } from './operation.js';

const openApi = s.check({ type: 'object' }, 'an object', s.isObject);
const yaml = [s.text('OpenAPI 3.1 in YAML.'), { type: 'application/yaml' }] as const;

/** The operations on the mock as a whole. */
export const MOCK_OPERATIONS = {
  'GET /health': operation(
    'getHealth',
    'Liveness: whether the process answers',
    { status: s.constant('ok', 'Always ok.') },
    { open: true },
  ),
  'GET /ready': operation(
    'getReadiness',
    'Readiness, and what the mock serves',
    {
      status: s.constant('ready', 'Always ready.'),
      dialect: s.text('The broker release that the mock imitates, e.g. emqx-4.3.0.'),
      seed: s.integer('The seed of the generated clients.'),
      clients: s.integer('Number of clients in the sandbox.'),
    },
    { open: true },
  ),
  'GET /settings': operation('getSettings', 'The settings that callers of the API need to know', {
    dialect: s.text('The broker release that the mock imitates, e.g. emqx-4.3.0.'),
    basePath: s.text('The path that all URLs of the API begin with.'),
    credentials: nullable(s.object({ id: s.text('The name.'), secret: s.text('The password.') })),
    seed: s.integer('The seed of the generated clients.'),
    utcOffsetMinutes: s.integer('Minutes east of UTC in which times are shown.', {
      minimum: -1440,
    }),
    timeUnit: s.text('The unit of the filters by time: seconds or milliseconds.'),
    filters: s.list(
      s.object({
        name: s.text('The query parameter.'),
        kind: s.text('What its value is: text, atom, ip, integer or time.'),
        values: nullable(s.list(s.text('A value.'))),
      }),
    ),
  }),
  'GET /openapi.json': operation('getDocument', 'This document, in OpenAPI 3.1', openApi),
  'GET /docs/api.json': operation(
    'getApiDocument',
    'The OpenAPI document of the API, with this mock as its server',
    openApi,
  ),
  'GET /docs/api.yaml': operation('getApiYaml', 'The same in YAML', ...yaml),
  'GET /docs/control.json': operation(
    'getControlDocument',
    'This document, with this mock as its server',
    openApi,
  ),
  'GET /docs/control.yaml': operation('getControlYaml', 'This document in YAML', ...yaml),
  'POST /reset': operation(
    'reset',
    'Reset the sandbox to its initial state',
    { clients: s.integer('Number of clients after the reset.') },
    { description: 'Restores clients, clock, scenario, faults and stubs, and clears the journal.' },
  ),
};
