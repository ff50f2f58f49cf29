import { document } from '../openapi/document.js';
import type { ControlRoutes } from '../route.js';

export const MOCK_ROUTES: ControlRoutes = {
  'GET /health': { open: true, handle: () => ({ json: { status: 'ok' } }) },
  'GET /ready': {
    open: true,
    handle: ({ sandbox, mock }) => ({
      json: {
        status: 'ready',
        dialect: mock.settings.dialect,
        seed: mock.settings.seed,
        clients: sandbox.state.store.size,
      },
    }),
  },
  'GET /openapi.json': () => ({ json: document }),
  'POST /reset': ({ sandbox }) => {
    sandbox.reset();
    return { json: { clients: sandbox.state.store.size } };
  },
};
