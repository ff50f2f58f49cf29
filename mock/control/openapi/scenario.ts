import * as s from '../../core/schema.js';
import { MAX_SEED } from '../../seed/random.js';
import { boolean, nullable, operation, ref } from './operation.js';

/** The body of PUT /scenario. */
export const SCENARIO_START = s.object({
  name: s.text('The name of a scenario.', { expected: 'the name of a scenario' }),
  seed: s.optional(s.integer("Default: the mock's seed.", { maximum: MAX_SEED })),
  clients: s.optional(s.integer('Number of clients, if the scenario is adjustable.')),
});

const EVENT = {
  what: s.text('What happens.'),
  before: s.text('list: before a list request is answered; time: once; tick: again and again.'),
  request: s.optional(s.text('Of list: the requests that count.')),
  nth: s.optional(s.integer('Of list: before which of them, from 1.', { minimum: 1 })),
  ms: s.optional(s.integer('Of time and tick: milliseconds after the start, or between two.')),
};

/** The operations on scenarios. */
export const SCENARIO_OPERATIONS = {
  'GET /scenarios': operation('listScenarios', 'List all scenarios', {
    scenarios: s.list(
      s.object({
        name: s.text('The name that starts it.'),
        description: s.text('What a client of the API experiences.'),
        clients: s.integer('Number of clients by default.'),
        adjustable: boolean('Whether another number is possible.'),
        events: s.list(s.object(EVENT)),
        balancedNodes: s.list(s.text('A node that requests are sent to in turn.')),
      }),
    ),
  }),
  'GET /scenario': operation(
    'getScenario',
    'Get the active scenario; null members if none is active',
    ref('ActiveScenario'),
  ),
  'PUT /scenario': operation('startScenario', 'Start a scenario', ref('ActiveScenario'), {
    description: 'Resets the sandbox. Later resets return to the start of this scenario.',
    body: SCENARIO_START,
  }),
  'POST /scenario/step': operation(
    'stepScenario',
    'Make the next event of the scenario happen',
    ref('SteppedScenario'),
    {
      description: 'One that waits for a request happens at once; to another one the clock moves.',
    },
  ),
  'DELETE /scenario': operation(
    'stopScenario',
    'Stop the scenario and restore the initial clients of the mock',
    ref('ActiveScenario'),
  ),
};

const ACTIVE = {
  name: nullable(s.text('The name of the scenario.')),
  description: nullable(s.text('What a client of the API experiences.')),
  seed: nullable(s.integer('The seed of its clients.')),
  clients: s.integer('Number of clients now.'),
  events: s.list(s.object({ ...EVENT, happened: s.integer('How often it has happened.') })),
};

export const SCENARIO_SCHEMAS = {
  ActiveScenario: s.object(ACTIVE),
  SteppedScenario: s.object({
    stepped: nullable(s.text('What has happened; null if nothing is left to happen.')),
    ...ACTIVE,
  }),
};
