/**
 * The reference under /__mock/docs/: both OpenAPI documents in Swagger UI, whose requests reach this
 * mock with its credentials.
 */
import { effect } from '@preact/signals';
import { control, ControlError, controlHeaders } from '../api/control.js';
import { token } from '../api/session.js';
import { theme } from '../shell/preferences.js';

interface SwaggerUi {
  preauthorizeBasic(scheme: string, id: string, secret: string): void;
  preauthorizeApiKey(scheme: string, key: string): void;
}

/** From swagger-ui.js, which is loaded before. */
declare const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => SwaggerUi;

interface Credentials {
  readonly credentials: { readonly id: string; readonly secret: string } | null;
}

const name = new URLSearchParams(location.search).get('document') === 'control' ? 'control' : 'api';

type Example = Readonly<Record<'example' | 'examples', unknown>>;

interface Parameter extends Partial<Example> {
  readonly required?: boolean;
  readonly schema?: Partial<Example>;
}

interface Document {
  readonly components: { readonly parameters?: Readonly<Record<string, Parameter>> };
}

/** Swagger UI would send the examples of all filters at once, which no client matches. */
function withoutExamples(spec: Document): Document {
  const { parameters = {} } = spec.components;
  const shown = Object.entries(parameters).map(([key, parameter]) => {
    if (parameter.required === true) return [key, parameter];
    const { example: _, examples: _all, schema = {}, ...others } = parameter;
    const { example: _one, examples: _some, ...type } = schema;
    return [key, { ...others, schema: type }];
  });
  const components = { ...spec.components, parameters: Object.fromEntries(shown) as object };
  return { ...spec, components } as Document;
}

async function show(): Promise<void> {
  document.getElementById(name)?.setAttribute('aria-current', 'page');
  const { credentials } = await control<Credentials>('GET', '../settings');
  const spec = withoutExamples(await control<Document>('GET', `${name}.json`));
  const ui = SwaggerUIBundle({
    spec,
    url: `${name}.json`,
    dom_id: '#reference',
    deepLinking: true,
    validatorUrl: null,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    onComplete: () => {
      if (credentials) ui.preauthorizeBasic('basic', credentials.id, credentials.secret);
      const { authorization = '' } = controlHeaders();
      if (token.value !== undefined) ui.preauthorizeApiKey('token', authorization.slice(7));
    },
  });
}

/** Swagger UI has a dark theme, and this class for it: the theme is that of the console. */
function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const isDark = theme.value === 'dark' || (theme.value === 'auto' && system.matches);
    document.documentElement.classList.toggle('dark-mode', isDark);
  };
  system.addEventListener('change', apply);
  effect(apply);
}

/** Says what is wrong where the document would be. */
function showError(error: unknown): void {
  const notice = document.createElement('p');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  const isLogin = error instanceof ControlError && error.status === 401;
  notice.textContent = isLogin
    ? 'The mock asks for its control token: log in on the console, in this tab, and come back.'
    : `The document cannot be loaded: ${String(error)}`;
  document.getElementById('reference')?.replaceChildren(notice);
}

/** The choice of the server has no name for screen readers. */
function nameServers(root: HTMLElement): void {
  const observer = new MutationObserver(() => {
    root.querySelector('#servers:not([aria-label])')?.setAttribute('aria-label', 'Servers');
  });
  observer.observe(root, { childList: true, subtree: true });
}

const root = document.getElementById('reference');
if (root) nameServers(root);
followTheme();
show().catch(showError);
