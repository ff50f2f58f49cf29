import * as s from '../../core/schema.js';
import { MAX_SEED } from '../../seed/random.js';
import { boolean, nullable, ok, operation, ref } from './operation.js';

/** The body of PUT /scenario. */
export const SCENARIO_START = s.object({
  name: s.text('The name of a scenario.', { expected: 'the name of a scenario' }),
  seed: s.optional(s.integer("Default: the mock's seed.", { maximum: MAX_SEED })),
  clients: s.optional(s.integer('Number of clients, if the scenario is adjustable.')),
});

/** The operations on scenarios. */
export const SCENARIO_PATHS = {
  '/scenarios': {
    get: operation(
      'listScenarios',
      'List all scenarios',
      ok(
        'All scenarios.',
        s.object({
          scenarios: s.list(
            s.object({
              name: s.text('The name that starts it.'),
              description: s.text('What a client of the API experiences.'),
              clients: s.integer('Number of clients by default.'),
              adjustable: boolean('Whether another number is possible.'),
            }),
          ),
        }),
      ),
    ),
  },
  '/scenario': {
    get: operation(
      'getScenario',
      'Get the active scenario',
      ok('All members are null if none is active.', ref('ActiveScenario')),
    ),
    put: operation(
      'startScenario',
      'Start a scenario',
      ok('The scenario is active.', ref('ActiveScenario')),
      {
        description: 'Resets the sandbox. Later resets return to the start of this scenario.',
        body: SCENARIO_START,
      },
    ),
    delete: operation(
      'stopScenario',
      'Stop the scenario and restore the initial clients of the mock',
      ok('No scenario is active.', ref('ActiveScenario')),
    ),
  },
};

export const SCENARIO_SCHEMAS = {
  ActiveScenario: s.object({
    name: nullable(s.text('The name of the scenario.')),
    description: nullable(s.text('What a client of the API experiences.')),
    seed: nullable(s.integer('The seed of its clients.')),
    clients: s.integer('Number of clients now.'),
  }),
};
