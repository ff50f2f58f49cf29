import { readChoice } from '../../scenarios/choice.js';
import { SCENARIOS } from '../../scenarios/index.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { SCENARIO_START } from '../openapi/scenario.js';
import { readInput, ValidationError } from '../validation-error.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';

export const scenarioToJson = ({ scenario, state }: Sandbox): unknown => ({
  name: scenario?.scenario.name ?? null,
  description: scenario?.scenario.description ?? null,
  seed: scenario?.seed ?? null,
  clients: state.store.size,
});

const runningScenario = (sandbox: Sandbox): ControlAnswer => ({ json: scenarioToJson(sandbox) });

export const SCENARIO_ROUTES: ControlRoutes = {
  'GET /scenarios': () => ({
    json: {
      scenarios: SCENARIOS.map(({ name, description, clients }) => ({
        name,
        description,
        clients: clients.defaultCount,
        adjustable: clients.adjustable,
      })),
    },
  }),
  'GET /scenario': ({ sandbox }) => runningScenario(sandbox),
  'PUT /scenario': ({ sandbox, mock, body }) => {
    const { name, seed = mock.settings.seed, clients } = readInput(SCENARIO_START, body);
    const read = readChoice({ name, seed, clients });
    if (!read.ok) throw new ValidationError(read.problem);
    sandbox.startScenario(read.choice);
    return runningScenario(sandbox);
  },
  'DELETE /scenario': ({ sandbox, mock }) => {
    sandbox.restart(() => mock.sandboxes.initial);
    return runningScenario(sandbox);
  },
};
