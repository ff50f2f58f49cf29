import type { ReadBuiltFiles } from '../pages/built-files.js';
import { consoleText, referenceText, type TextForPrograms } from '../pages/for-programs.js';
import { acceptsHtml, acceptsText, pageHeaders } from '../pages/page-headers.js';
import { NO_SUCH_PATH } from '../refusal.js';
import type { ControlAnswer, ControlRoute, ControlRoutes } from '../route.js';

const NOT_BUILT: ControlAnswer = {
  status: 404,
  text: {
    type: 'text/plain; charset=utf-8',
    body: 'The page has not been built: run "npm run build" in the folder of emqx-clients-kit, and load this page again.\n',
  },
  headers: pageHeaders(),
};

/**
 * A page. @param at the last segment of its path. @param folder that of its built files.
 * @param textFor what callers other than browsers get.
 */
const page = (
  files: ReadBuiltFiles,
  at: string,
  folder: string,
  textFor: TextForPrograms,
): ControlRoute => ({
  open: 'to trusted hosts',
  query: 'any',
  async handle({ request, root, rawQuery }) {
    if (!acceptsHtml(request)) {
      if (!acceptsText(request)) return NO_SUCH_PATH;
      const text = { type: 'text/plain; charset=utf-8', body: textFor(root) };
      return { text, headers: { ...pageHeaders(), vary: 'accept' } };
    }
    // The page names its files relative to a path that ends with a slash.
    if (!request.path.endsWith('/')) {
      const location = `${at}/${rawQuery === '' ? '' : `?${rawQuery}`}`;
      return { status: 307, headers: { ...pageHeaders(), location, vary: 'accept' } };
    }
    const index = (await files(folder)).get('index.html');
    if (!index) return NOT_BUILT;
    const { headers, ...text } = await index.send(request.headers?.['accept-encoding']);
    const vary = 'accept, accept-encoding';
    return { text, headers: { ...pageHeaders(), ...headers, vary } };
  },
});

/** A file of a page. */
const asset = (files: ReadBuiltFiles, folder: string): ControlRoute => ({
  open: 'to trusted hosts',
  async handle({ request, parameter }) {
    const file = (await files(`${folder}/assets`)).get(parameter);
    if (!file) return NO_SUCH_PATH;
    const { headers, ...text } = await file.send(request.headers?.['accept-encoding']);
    // Its name changes with its content.
    const forEver = { 'cache-control': 'public, max-age=31536000, immutable' };
    return { text, headers: { ...pageHeaders(), ...headers, ...forEver } };
  },
});

/** Pages that call the API and the control API, and hold nothing themselves. */
export const createConsoleRoutes = (files: ReadBuiltFiles): ControlRoutes => ({
  'GET /': page(files, '__mock', 'console', consoleText),
  'GET /assets/{name}': asset(files, 'console'),
  'GET /docs': page(files, 'docs', 'console/reference', referenceText),
  'GET /docs/assets/{name}': asset(files, 'console/reference'),
});
