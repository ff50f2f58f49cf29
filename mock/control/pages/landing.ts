import type { MockRequest } from '../../core/request-response.js';
import type { MockSettings } from '../../options.js';
import { sandboxPrefix } from '../../sandboxes/sandbox-name.js';
import type { ControlAnswer, ControlRoutes } from '../route.js';
import { acceptsHtml, pageHeaders } from './page-headers.js';

const LANDING = /^(?:\/+sandbox\/[^/]+)?\/+$/;

/** Whether a browser asks for the root of the mock, or of a sandbox. */
export const asksForLanding = (request: MockRequest): boolean =>
  request.path.endsWith('/') &&
  LANDING.test(request.path) &&
  (request.method === 'GET' || request.method === 'HEAD') &&
  acceptsHtml(request);

export interface LandingOptions {
  readonly settings: MockSettings;
  /** E.g. `http://127.0.0.1:8081`. */
  readonly origin: string;
  /** The name of the sandbox; `undefined`: the default one. */
  readonly sandbox: string | undefined;
  /** Whether the caller may see the credentials. */
  readonly showsSecret: boolean;
  /** The header `Accept-Language`. */
  readonly languages: string | undefined;
}

/** A page that says how to call the mock, without a script. */
export function landingPage(options: LandingOptions): ControlAnswer {
  const { settings, origin, sandbox, languages = '' } = options;
  const isChinese = /^\s*zh\b/i.test(languages);
  const t = isChinese ? CHINESE : ENGLISH;
  const url = `${origin}${sandboxPrefix(sandbox)}${settings.basePath}`;
  const login = loginOf(options);
  const curl = (query: string): string =>
    `curl ${login === undefined ? '' : `-u ${quote(login)} `}${query}`;
  const facts = [
    [t.url, url],
    [t.credentials, login ?? t.none],
    [t.dialect, settings.dialect],
    ...(sandbox === undefined ? [] : [[t.sandbox, sandbox]]),
  ];
  const lines = [
    curl(quote(`${url}/clients?_limit=10`)),
    curl(quote(`${url}/clients?conn_state=connected&_page=1&_limit=10`)),
    curl(`-X DELETE ${quote(`${url}/clients/emqx_c_1`)}`),
  ];
  const links = [
    ['__mock/', t.console],
    ['__mock/docs/', t.reference],
    ['__mock/docs/api.yaml', t.api],
    ['__mock/docs/control.yaml', t.control],
  ];
  const body = `<!doctype html>
<html lang="${isChinese ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>emqx-mock</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="__mock/landing.css">
</head>
<body>
<main>
<h1>emqx-mock</h1>
<p>${t.about}</p>
<dl>
${facts.map(([name = '', value = '']) => `<dt>${name}</dt><dd><code>${escape(value)}</code></dd>`).join('\n')}
</dl>
<h2>${t.try}</h2>
${lines.map((line) => `<pre tabindex="0"><code>${escape(line)}</code></pre>`).join('\n')}
<h2>${t.more}</h2>
<ul>
${links.map(([href = '', name = '']) => `<li><a href="${href}">${name}</a></li>`).join('\n')}
</ul>
</main>
</body>
</html>
`;
  return {
    text: { type: 'text/html; charset=utf-8', body },
    headers: { ...pageHeaders(), vary: 'accept, accept-language' },
  };
}

/** `id:secret`, or what stands for a login that the caller may not see; `undefined`: none is needed. */
function loginOf({ settings: { credentials }, showsSecret }: LandingOptions): string | undefined {
  const [first] = credentials ?? [];
  if (!first) return undefined;
  return showsSecret ? `${first.id}:${first.secret}` : 'ID:SECRET';
}

/** For a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const ENGLISH = {
  about: 'A mock of the EMQX 4.x clients API is ready.',
  url: 'URL',
  credentials: 'Credentials',
  none: 'none needed',
  dialect: 'Dialect',
  sandbox: 'Sandbox',
  try: 'Try it',
  more: 'More',
  console: 'Console: see and change the broker',
  reference: 'Reference of both APIs',
  api: 'OpenAPI document of the API',
  control: 'OpenAPI document of the control API',
};

const CHINESE: typeof ENGLISH = {
  about: 'EMQX 4.x 客户端 API 的模拟服务已就绪。',
  url: '地址',
  credentials: '凭据',
  none: '无需凭据',
  dialect: '方言',
  sandbox: '沙箱',
  try: '试一试',
  more: '更多',
  console: '控制台：查看并修改模拟的 Broker',
  reference: '两个 API 的参考文档',
  api: 'API 的 OpenAPI 文档',
  control: '控制 API 的 OpenAPI 文档',
};

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1.5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.6rem 0.8rem; border: 1px solid; border-radius: 0.4rem; }
pre code { user-select: all; }
`;

/** The style of the page. */
export const LANDING_ROUTES: ControlRoutes = {
  'GET /landing.css': {
    open: 'to trusted hosts',
    handle: () => ({
      text: { type: 'text/css; charset=utf-8', body: STYLE },
      headers: pageHeaders(),
    }),
  },
};
