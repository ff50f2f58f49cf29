import { document } from '../openapi/document.js';
import type { ControlRoute } from '../route.js';

export const MOCK_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/health', open: true, handle: () => ({ json: { status: 'ok' } }) },
  {
    method: 'GET',
    path: '/ready',
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
  { method: 'GET', path: '/openapi.json', handle: () => ({ json: document }) },
  {
    method: 'POST',
    path: '/reset',
    handle({ sandbox }) {
      sandbox.reset();
      return { json: { clients: sandbox.state.store.size } };
    },
  },
];
