import { dialectOf } from '../../core/releases/dialect-of.js';
import { document } from '../openapi/document.js';
import type { ControlRoutes } from '../route.js';

/** The mock as a whole: probes, its document, and the reset. */
export const MOCK_ROUTES: ControlRoutes = {
  // Probes send no token.
  'GET /health': { open: 'to all', handle: () => ({ json: { status: 'ok' } }) },
  'GET /ready': {
    open: 'to all',
    handle: ({ sandbox, mock }) => ({
      json: {
        status: 'ready',
        dialect: mock.settings.dialect,
        seed: mock.settings.seed,
        clients: sandbox.state.store.size,
      },
    }),
  },
  'GET /settings': ({ mock: { settings } }) => ({
    json: {
      dialect: settings.dialect,
      basePath: settings.basePath,
      credentials: settings.credentials?.[0] ?? null,
      seed: settings.seed,
      utcOffsetMinutes: settings.utcOffsetMinutes,
      timeUnit: dialectOf(settings.dialect).query.timeUnit,
      filters: dialectOf(settings.dialect).query.filters.map(({ name, kind, values = null }) => ({
        name,
        kind,
        values,
      })),
    },
  }),
  'GET /openapi.json': () => ({ json: document }),
  // Resets only the sandbox that the request names.
  'POST /reset': ({ sandbox }) => {
    sandbox.reset();
    return { json: { clients: sandbox.state.store.size } };
  },
};
