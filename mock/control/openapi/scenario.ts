import * as s from '../../core/schema.js';
import { MAX_SEED } from '../../seed/random.js';
import { boolean, nullable, operation, ref } from './operation.js';

/** The body of PUT /scenario. */
export const SCENARIO_START = s.object({
  name: s.text('The name of a scenario.', { expected: 'the name of a scenario' }),
  seed: s.optional(s.integer("Default: the mock's seed.", { maximum: MAX_SEED })),
  clients: s.optional(s.integer('Number of clients, if the scenario is adjustable.')),
});

/** The operations on scenarios. */
export const SCENARIO_OPERATIONS = {
  'GET /scenarios': operation('listScenarios', 'List all scenarios', {
    scenarios: s.list(
      s.object({
        name: s.text('The name that starts it.'),
        description: s.text('What a client of the API experiences.'),
        clients: s.integer('Number of clients by default.'),
        adjustable: boolean('Whether another number is possible.'),
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
  'DELETE /scenario': operation(
    'stopScenario',
    'Stop the scenario and restore the initial clients of the mock',
    ref('ActiveScenario'),
  ),
};

export const SCENARIO_SCHEMAS = {
  ActiveScenario: s.object({
    name: nullable(s.text('The name of the scenario.')),
    description: nullable(s.text('What a client of the API experiences.')),
    seed: nullable(s.integer('The seed of its clients.')),
    clients: s.integer('Number of clients now.'),
  }),
};
