import { readChoice } from '../../scenarios/choice.js';
import { SCENARIOS } from '../../scenarios/index.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { BadInput } from '../validation-error.js';
import { readMembers } from '../read.js';
import type { ControlAnswer, ControlRoute } from '../route.js';

function runningScenario({ scenario, state }: Sandbox): ControlAnswer {
  return {
    json: {
      name: scenario?.scenario.name ?? null,
      description: scenario?.scenario.description ?? null,
      seed: scenario?.seed ?? null,
      clients: state.store.size,
    },
  };
}

export const SCENARIO_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/scenarios',
    handle: () => ({
      json: {
        scenarios: SCENARIOS.map(({ name, description, clients }) => ({
          name,
          description,
          clients: clients.defaultCount,
          adjustable: clients.adjustable,
        })),
      },
    }),
  },
  { method: 'GET', path: '/scenario', handle: ({ sandbox }) => runningScenario(sandbox) },
  {
    method: 'PUT',
    path: '/scenario',
    handle({ sandbox, mock, body }) {
      const members = readMembers(body, ['name', 'seed', 'clients']);
      const read = readChoice({
        name: members.get('name'),
        seed: members.has('seed') ? members.get('seed') : mock.settings.seed,
        clients: members.get('clients'),
      });
      if (!read.ok) throw new BadInput(read.problem);
      sandbox.startScenario(read.choice);
      return runningScenario(sandbox);
    },
  },
  {
    method: 'DELETE',
    path: '/scenario',
    handle({ sandbox, mock }) {
      sandbox.restart(() => mock.sandboxes.initial);
      return runningScenario(sandbox);
    },
  },
];
