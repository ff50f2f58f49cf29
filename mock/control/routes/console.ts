import { acceptsHtml, pageHeaders } from '../pages/page-headers.js';
import { NO_SUCH_PATH } from '../route.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';

const NOT_BUILT: ControlAnswer = {
  status: 404,
  text: {
    type: 'text/plain; charset=utf-8',
    body: 'The console has not been built: run "npm run build" in the folder of emqx-clients-kit, and load this page again.\n',
  },
  headers: pageHeaders(),
};

/** The console: a page that calls the API and the control API, and holds nothing itself. */
export const CONSOLE_ROUTES: ControlRoutes = {
  'GET /': {
    open: 'to trusted hosts',
    query: 'any',
    async handle({ request, rawQuery, files }) {
      if (!acceptsHtml(request)) return NO_SUCH_PATH;
      // The page names its files relative to a path that ends with a slash.
      if (!request.path.endsWith('/')) {
        const location = `__mock/${rawQuery === '' ? '' : `?${rawQuery}`}`;
        return { status: 307, headers: { ...pageHeaders(), location, vary: 'accept' } };
      }
      const index = (await files('console')).get('index.html');
      if (!index) return NOT_BUILT;
      const { headers, ...text } = await index.send(request.headers?.['accept-encoding']);
      const vary = 'accept, accept-encoding';
      return { text, headers: { ...pageHeaders(), ...headers, vary } };
    },
  },
  'GET /assets/{name}': {
    open: 'to trusted hosts',
    async handle({ request, parameter, files }) {
      const file = (await files('console/assets')).get(parameter);
      if (!file) return NO_SUCH_PATH;
      const { headers, ...text } = await file.send(request.headers?.['accept-encoding']);
      // Its name changes with its content.
      const forEver = { 'cache-control': 'public, max-age=31536000, immutable' };
      return { text, headers: { ...pageHeaders(), ...headers, ...forEver } };
    },
  },
};
