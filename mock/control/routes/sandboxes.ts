import { EXPECTED_NAME, isSandboxName } from '../../sandboxes/sandbox-name.js';
import { IDLE_MS, MAX_SANDBOXES } from '../../sandboxes/sandboxes.js';
import { invalid } from '../validation-error.js';
import { refusal, show } from '../refusal.js';
import type { ControlRoutes } from '../route.js';

export const SANDBOX_ROUTES: ControlRoutes = {
  'GET /sandboxes': ({ mock: { sandboxes } }) => ({
    json: {
      max: MAX_SANDBOXES,
      idleMs: IDLE_MS,
      sandboxes: sandboxes.list().map(({ sandbox, usedAt }) => ({
        name: sandbox.name,
        usedAt: new Date(usedAt).toISOString(),
        clients: sandbox.state.store.size,
        scenario: sandbox.scenario?.scenario.name ?? null,
        requests: sandbox.journal.total,
      })),
    },
  }),
  'DELETE /sandboxes': ({ mock: { sandboxes } }) => {
    const names = sandboxes.list().flatMap(({ sandbox: { name } }) => name ?? []);
    for (const name of names) sandboxes.remove(name);
    return { json: { removed: names.length } };
  },
  'DELETE /sandboxes/{name}': ({ mock: { sandboxes }, parameter: name }) => {
    if (!isSandboxName(name)) throw invalid('name', name, EXPECTED_NAME);
    if (sandboxes.remove(name)) return { json: { removed: 1 } };
    const message = `There is no sandbox ${show(name)}.`;
    return refusal('unknown sandbox', message, { field: 'name', value: name });
  },
};
