import type { ControlRoute } from '../route.js';

export const COVERAGE_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/coverage', handle: ({ mock }) => ({ json: mock.coverage.report() }) },
  {
    method: 'DELETE',
    path: '/coverage',
    handle({ mock }) {
      mock.coverage.clear();
      return { json: mock.coverage.report() };
    },
  },
];
