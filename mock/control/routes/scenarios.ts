import { readChoice } from '../../scenarios/choice.js';
import { SCENARIOS } from '../../scenarios/index.js';
import { msOf, type Scenario } from '../../scenarios/scenario.js';
import { moveClock } from '../../sandboxes/mock-clock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { SCENARIO_START } from '../openapi/scenario.js';
import { readInput, ValidationError } from '../validation-error.js';
import type { Steps } from '../../core/steps.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';

export const scenarioToJson = ({ scenario: run, state }: Sandbox) => ({
  name: run?.scenario.name ?? null,
  description: run?.scenario.description ?? null,
  seed: run?.seed ?? null,
  clients: state.store.size,
  events: run
    ? eventsToJson(run.scenario).map((event, index) => ({
        ...event,
        happened: run.happened[index] ?? 0,
      }))
    : [],
});

const runningScenario = (sandbox: Sandbox): ControlAnswer => ({ json: scenarioToJson(sandbox) });

const eventsToJson = ({ events = [] }: Scenario) =>
  events.map((event) => {
    const { what, before } = event;
    if (event.before === 'list') return { what, before, request: event.request, nth: event.nth };
    return { what, before, ms: msOf(event) };
  });

/** Makes the next event happen: at once, or by moving the clock to it. */
function* step(sandbox: Sandbox): Steps<ControlAnswer> {
  yield* sandbox.catchUpInSteps();
  const { scenario: run, state } = sandbox;
  const next = run?.nextDue(state.clock.now());
  let stepped = (run && (yield* sandbox.untilReset(run.step(state)))) ?? null;
  if (stepped === null && next && sandbox.scenario === run) {
    yield* moveClock(sandbox, 'advance', next.inMs);
    stepped = next.what;
  }
  return { json: { stepped, ...scenarioToJson(sandbox) } };
}

export const SCENARIO_ROUTES: ControlRoutes = {
  'GET /scenarios': () => ({
    json: {
      scenarios: SCENARIOS.map((scenario) => ({
        name: scenario.name,
        description: scenario.description,
        clients: scenario.clients.defaultCount,
        adjustable: scenario.clients.adjustable,
        events: eventsToJson(scenario),
        balancedNodes: scenario.balancedNodes ?? [],
      })),
    },
  }),
  'GET /scenario': ({ sandbox }) => runningScenario(sandbox),
  'PUT /scenario': async ({ sandbox, mock, body, inTurns }) => {
    const { name, seed = mock.settings.seed, clients } = readInput(SCENARIO_START, body);
    const read = readChoice({ name, seed, clients });
    if (!read.ok) throw new ValidationError(read.problem);
    await inTurns(sandbox.startScenario(read.choice));
    return runningScenario(sandbox);
  },
  'POST /scenario/step': ({ sandbox, inTurns }) => inTurns(step(sandbox)),
  'DELETE /scenario': ({ sandbox, mock }) => {
    sandbox.restart(() => mock.sandboxes.initial);
    return runningScenario(sandbox);
  },
};
