/** The control API's own OpenAPI document, which `GET /__mock/openapi.json` sends. */
import { CLIENT_PATHS } from './clients.js';
import { FAULT_PATHS, FAULT_SCHEMAS, INSIGHT_PATHS, INSIGHT_SCHEMAS } from './faults.js';
import { JOURNAL_PATHS } from './journal.js';
import { MAX_SEED } from '../../seed/random.js';
import {
  answer,
  flag,
  listOf,
  object,
  operation,
  orNull,
  parameter,
  ref,
  text,
  whole,
} from './parts.js';

const reset = object({ clients: whole('Clients after the reset.') });

const paths = {
  '/__mock/health': {
    get: operation({
      id: 'getHealth',
      tag: 'mock',
      summary: 'Whether the mock is alive',
      answers: { 200: answer('It is.', object({ status: { const: 'ok' } })) },
      open: true,
    }),
  },
  '/__mock/ready': {
    get: operation({
      id: 'getReadiness',
      tag: 'mock',
      summary: 'Whether the mock can answer, and what it is',
      answers: {
        200: answer(
          'It can.',
          object({
            status: { const: 'ready' },
            dialect: text('Whose answers it gives.'),
            seed: { type: 'integer' },
            clients: whole('Clients of the sandbox.'),
          }),
        ),
      },
      open: true,
    }),
  },
  '/__mock/openapi.json': {
    get: operation({
      id: 'getDocument',
      tag: 'mock',
      summary: 'This document',
      answers: { 200: answer('An OpenAPI 3.1 document.', { type: 'object' }) },
    }),
  },
  '/__mock/metrics': {
    get: operation({
      id: 'getMetrics',
      tag: 'mock',
      summary: 'Counters and gauges, as Prometheus reads them',
      answers: {
        200: {
          description: 'Text format 0.0.4.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
      },
    }),
  },
  '/__mock/reset': {
    post: operation({
      id: 'reset',
      tag: 'mock',
      summary: 'Put the sandbox back to the start',
      description: 'Clients, clock, scenario and faults; the journal is emptied.',
      answers: { 200: answer('It is as new.', reset) },
    }),
  },
  ...CLIENT_PATHS,
  '/__mock/scenarios': {
    get: operation({
      id: 'listScenarios',
      tag: 'scenario',
      summary: 'Every scenario there is',
      answers: {
        200: answer(
          'Name and description of each.',
          object({
            scenarios: listOf(
              object({
                name: text('What it is started by.'),
                description: text('What a caller of the API meets there.'),
                clients: whole('How many clients it usually has.'),
                adjustable: flag('Whether another number can be asked for.'),
              }),
            ),
          }),
        ),
      },
    }),
  },
  '/__mock/scenario': {
    get: operation({
      id: 'getScenario',
      tag: 'scenario',
      summary: 'The scenario that is played',
      answers: { 200: answer('Nulls where none is.', ref('Playing')) },
    }),
    put: operation({
      id: 'startScenario',
      tag: 'scenario',
      summary: 'Begin anew in a scenario',
      description: 'As after a reset, which from now on goes back to this scenario.',
      body: object(
        {
          name: text('One of the scenarios.'),
          seed: whole("Default: the mock's.", { maximum: MAX_SEED }),
          clients: whole('How many clients, where the scenario allows it.'),
        },
        ['name'],
      ),
      answers: { 200: answer('It has begun.', ref('Playing')) },
    }),
    delete: operation({
      id: 'stopScenario',
      tag: 'scenario',
      summary: 'Begin anew with the clients that the mock was started with',
      answers: { 200: answer('It has begun.', ref('Playing')) },
    }),
  },
  '/__mock/clock': {
    get: operation({
      id: 'getClock',
      tag: 'clock',
      summary: "The sandbox's time",
      answers: { 200: answer('As it stands.', ref('Clock')) },
    }),
    post: operation({
      id: 'moveClock',
      tag: 'clock',
      summary: 'Move, set, stop or resume the clock',
      description: 'What falls due on the way happens: sessions expire, a scenario goes on.',
      body: {
        oneOf: [
          object({
            advance: {
              oneOf: [{ type: 'integer' }, { type: 'string' }],
              description: 'Milliseconds, or a text such as 5m; a negative one moves it back.',
            },
          }),
          object({ set: text('An instant, in ISO 8601.') }),
          object({
            freeze: {
              oneOf: [{ const: true }, { type: 'string' }],
              description: 'true: where it stands; or an instant, in ISO 8601.',
            },
          }),
          object({ resume: { const: true } }),
        ],
      },
      answers: { 200: answer('As it stands now.', ref('Clock')) },
    }),
  },
  ...JOURNAL_PATHS,
  ...FAULT_PATHS,
  ...INSIGHT_PATHS,
  '/__mock/sandboxes': {
    get: operation({
      id: 'listSandboxes',
      tag: 'sandbox',
      summary: 'The named sandboxes, the one idle longest first',
      answers: {
        200: answer(
          'What there is.',
          object({
            max: whole('How many there may be.'),
            idleMs: whole('Milliseconds without a request after which one is dropped.'),
            sandboxes: listOf(
              object({
                name: text('Its name.'),
                usedAt: text('When it was last used.', { format: 'date-time' }),
                clients: whole('How many clients it has.'),
                scenario: orNull(text('The scenario that it plays.')),
                requests: whole('How many requests it has answered.'),
              }),
            ),
          }),
        ),
      },
    }),
    delete: operation({
      id: 'removeSandboxes',
      tag: 'sandbox',
      summary: 'Drop all named sandboxes',
      answers: { 200: answer('They are gone.', object({ removed: whole('How many.') })) },
    }),
  },
  '/__mock/sandboxes/{name}': {
    delete: operation({
      id: 'removeSandbox',
      tag: 'sandbox',
      summary: 'Drop a sandbox',
      parameters: [parameter('name', text('Its name, percent-encoded.'), 'path')],
      answers: {
        200: answer('It is gone.', object({ removed: whole('1') })),
        404: answer('There is none of that name.', ref('Problem')),
      },
    }),
  },
};

export const document = {
  openapi: '3.1.0',
  info: {
    title: 'Control API of emqx-mock',
    version: '1.0.0',
    summary: 'Arrange and observe a mock of the EMQX 4.x clients API over HTTP.',
    description:
      'Every operation works on one sandbox: the one that the header X-Mock-Sandbox or the path prefix /sandbox/NAME names, or the default one.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'The port of the mock itself.' }],
  security: [{ token: [] }],
  tags: [
    { name: 'mock', description: 'The mock as a whole.' },
    { name: 'clients', description: 'The clients of a sandbox.' },
    { name: 'scenario', description: 'Named situations.' },
    { name: 'clock', description: 'The time of a sandbox.' },
    { name: 'journal', description: 'The requests that a sandbox has answered.' },
    { name: 'faults', description: 'Faults that are applied to requests.' },
    { name: 'insight', description: 'Why answers are as they are, and what was asked for.' },
    { name: 'sandbox', description: 'Isolated copies of the mock.' },
  ],
  paths,
  components: {
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'Asked for where the mock listens beyond loopback, or was given a token.',
      },
    },
    parameters: {
      sandbox: {
        name: 'X-Mock-Sandbox',
        in: 'header',
        required: false,
        description: 'The sandbox; default: the default one.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
      },
    },
    responses: {
      BadInput: answer('Something given can not be used; `field` names it.', ref('Problem')),
      NoToken: answer('The control token is missing or wrong.', ref('Problem')),
    },
    schemas: {
      Problem: object(
        {
          message: text('What is wrong, in a sentence.'),
          field: text('What was given and can not be used.'),
          problems: listOf(
            object({
              field: text('What can not be used.'),
              expected: text('What was expected.'),
              message: text('Both, in a sentence.'),
            }),
          ),
        },
        ['message'],
      ),
      Playing: object({
        name: orNull(text('The scenario.')),
        description: orNull(text('What a caller of the API meets.')),
        seed: orNull(whole('What it depends on.')),
        clients: whole('How many clients there are now.'),
      }),
      Clock: object({
        now: text('The time, in ISO 8601.', { format: 'date-time' }),
        epochMs: whole('The same, in epoch milliseconds.'),
        frozen: flag('Whether it stands still.'),
      }),
      Client: {
        type: 'object',
        description:
          'A client as the clients API sends it, with its conn_state, which that API does not send.',
        properties: {
          clientid: text('The client id.'),
          conn_state: { enum: ['connected', 'idle', 'disconnected'] },
        },
        required: ['clientid', 'conn_state'],
      },
      ClientInput: {
        type: 'object',
        description:
          'A client; what is left out gets the default of a stock EMQX. Members are those of the clients API, and conn_state.',
        properties: { clientid: text('The client id.') },
        required: ['clientid'],
      },
      ...FAULT_SCHEMAS,
      ...INSIGHT_SCHEMAS,
      Clients: object({ clients: listOf(ref('Client')) }),
      Entry: object(
        {
          id: whole('Counts the requests of the sandbox, from 1.'),
          at: text("When, by the sandbox's clock.", { format: 'date-time' }),
          method: text('E.g. GET.'),
          path: text("As sent, without the sandbox's prefix."),
          query: text('As sent, without the question mark.'),
          body: text("The first 2,048 characters of the request's body."),
          status: whole('Of the answer.'),
          rows: whole('How many clients were sent.'),
          code: whole("The answer's code."),
          fault: text('The fault that was applied.'),
          events: listOf(text('What the scenario let happen just before.')),
        },
        ['id', 'at', 'method', 'path', 'query', 'body', 'status'],
      ),
      Waited: object(
        {
          message: text('What is wrong; absent where all went well.'),
          count: whole('How many such requests there are.'),
          entries: listOf(ref('Entry')),
        },
        ['count', 'entries'],
      ),
    },
  },
};
