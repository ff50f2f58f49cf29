/** The OpenAPI document of the control API, which `GET /__mock/openapi.json` returns. */
import * as s from '../../core/schema.js';
import { REFUSAL_STATUS } from '../refusal-reasons.js';
import { CLIENT_OPERATIONS, CLIENT_SCHEMAS } from './clients.js';
import { CLOCK_OPERATIONS, CLOCK_SCHEMAS } from './clock.js';
import { EVENT_OPERATIONS } from './events.js';
import { FAULT_OPERATIONS, FAULT_SCHEMAS } from './faults.js';
import { JOURNAL_OPERATIONS, JOURNAL_SCHEMAS } from './journal.js';
import { MOCK_OPERATIONS } from './mock.js';
import { answer, oneOfTexts, pathsOf, ref } from './operation.js';
import { REPORT_OPERATIONS, REPORT_SCHEMAS } from './reports.js';
import { SANDBOX_OPERATIONS } from './sandboxes.js';
import { SCENARIO_OPERATIONS, SCENARIO_SCHEMAS } from './scenario.js';
import { STUB_OPERATIONS, STUB_SCHEMAS } from './stubs.js';

const schemas = {
  Problem: s.object({
    message: s.text('The problem, in a sentence.'),
    reason: oneOfTexts(
      Object.keys(REFUSAL_STATUS),
      'The problem, for programs and other languages.',
    ),
    field: s.optional(
      s.text('The first invalid field, or the name of the parameter or header with the value.'),
    ),
    value: s.optional(s.text('What was sent, such as the id of a client that does not exist.')),
    expected: s.optional(s.text('What was expected, such as the methods of a path.')),
    problems: s.optional(
      s.list(
        s.object({
          field: s.text('The invalid field.'),
          expected: s.text('What was expected.'),
          message: s.text('The problem, in a sentence.'),
        }),
      ),
    ),
  }),
  ...CLIENT_SCHEMAS,
  ...SCENARIO_SCHEMAS,
  ...CLOCK_SCHEMAS,
  ...JOURNAL_SCHEMAS,
  ...FAULT_SCHEMAS,
  ...STUB_SCHEMAS,
  ...REPORT_SCHEMAS,
};

export const document = {
  openapi: '3.1.0',
  info: {
    title: 'Control API of emqx-mock',
    version: '1.0.0',
    summary: 'Control and inspect a mock of the EMQX 4.x clients API over HTTP.',
    description:
      'Every operation applies to one sandbox: the one in the header X-Mock-Sandbox or in the path prefix /sandbox/NAME, or else the default sandbox.',
    contact: { name: 'Maintainers of emqx-clients-kit' },
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'The port of the mock.' }],
  security: [{ token: [] }],
  tags: [
    { name: 'mock', description: 'The mock as a whole.' },
    { name: 'clients', description: 'The clients of a sandbox.' },
    { name: 'scenario', description: 'Named situations.' },
    { name: 'clock', description: 'The time of a sandbox.' },
    { name: 'journal', description: 'The requests that a sandbox has answered.' },
    { name: 'faults', description: 'Delays, errors and broken answers for selected requests.' },
    { name: 'stubs', description: 'Responses of your own for selected requests.' },
    { name: 'reports', description: 'Explanations of answers, coverage and metrics.' },
    { name: 'sandbox', description: 'Isolated copies of the mock.' },
  ],
  paths: {
    ...pathsOf('mock', MOCK_OPERATIONS),
    ...pathsOf('clients', CLIENT_OPERATIONS),
    ...pathsOf('scenario', SCENARIO_OPERATIONS),
    ...pathsOf('clock', CLOCK_OPERATIONS),
    ...pathsOf('journal', JOURNAL_OPERATIONS),
    ...pathsOf('journal', EVENT_OPERATIONS),
    ...pathsOf('faults', FAULT_OPERATIONS),
    ...pathsOf('stubs', STUB_OPERATIONS),
    ...pathsOf('reports', REPORT_OPERATIONS),
    ...pathsOf('sandbox', SANDBOX_OPERATIONS),
  },
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'Required if the mock listens beyond loopback, or was given a token.',
      },
    },
    parameters: {
      sandbox: {
        name: 'X-Mock-Sandbox',
        in: 'header',
        required: false,
        description: 'The name of the sandbox. Default: the default sandbox.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
      },
    },
    responses: {
      ValidationError: answer('Invalid input; `field` names it.', ref('Problem')),
      NoToken: answer('The control token is missing or wrong.', ref('Problem')),
    },
    schemas: Object.fromEntries(
      Object.entries<s.Schema>(schemas).map(([name, { openapi }]) => [name, openapi]),
    ),
  },
};
