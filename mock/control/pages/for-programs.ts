/** What a page says to programs, such as curl. @param root that of the control API, `/__mock`. */
export type TextForPrograms = (root: string) => string;

/** In the order of docs/control-api.md. */
const MAIN_PATHS: readonly (readonly [request: string, what: string])[] = [
  ['GET /clients', 'the clients; POST adds one or a list'],
  ['PUT /scenario', 'start a named situation'],
  ['POST /clock', 'freeze, advance or set the time'],
  ['PUT /faults', 'errors and delays for selected requests'],
  ['PUT /stubs', 'responses of your own for selected requests'],
  ['GET /journal', 'the requests so far'],
  ['GET /explain', 'why a client is in the list, or not'],
  ['POST /reset', 'restore the state of the start'],
  ['GET /openapi.json', 'all of it, as an OpenAPI document'],
];

/** Paths below the root, each with what it is, in columns. */
function table(root: string, rows: typeof MAIN_PATHS): string {
  const lines = rows.map(([request, what]) => {
    const [method = '', path = ''] = request.split(' ');
    return [`${method.padEnd(4)}  ${root}${path}`, what] as const;
  });
  const width = Math.max(...lines.map(([request]) => request.length));
  return lines.map(([request, what]) => `  ${request.padEnd(width)}  ${what}\n`).join('');
}

export const consoleText: TextForPrograms = (root) =>
  `This is the console of emqx-mock: open this URL in a browser.

For programs, the control API has these paths:

${table(root, MAIN_PATHS)}`;

export const referenceText: TextForPrograms = (root) =>
  `This is the reference of both APIs of emqx-mock: open this URL in a browser.

For programs, these are the documents that it shows:

${table(root, [
  ['GET /docs/api.yaml', 'the API; also api.json'],
  ['GET /docs/control.yaml', 'the control API; also control.json'],
])}`;
