import { randomUUID } from 'node:crypto';

/** A request of the soak. */
export interface SoakRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

const API = '/api/v4/clients';
const CONTROL = '/__mock';

/** A text that no request had before: what is kept for each new text grows. */
const unique = (): string => randomUUID().slice(0, 13);

const FILTERS = [
  'conn_state=connected',
  'conn_state=idle&proto_ver=4',
  'ip_address=10.0.0.1',
  'clean_start=false&zone=external',
  '_gte_created_at=1600000000&_limit=50',
  '_lte_connected_at=1900000000&_page=3&_limit=100',
  'username=test',
  'proto_name=MQTT-SN&_limit=10',
  '_limit=1000',
];

type Turn = (index: number) => readonly SoakRequest[];

const get = (path: string, headers?: Readonly<Record<string, string>>): SoakRequest => {
  return { method: 'GET', path, ...(headers && { headers }) };
};

/** Kicks a client that was just added, so that the population stays as large as it was. */
const addAndKick: Turn = () => {
  const clientid = `soak-${unique()}`;
  return [
    { method: 'POST', path: `${CONTROL}/clients`, json: { clientid, username: unique() } },
    get(`${API}?clientid=${clientid}`),
    { method: 'DELETE', path: `${API}/${clientid}` },
    get(`${API}/${clientid}`),
  ];
};

/** A test in a sandbox of its own, with faults, a scenario or a stub; every second is not removed. */
const sandbox: Turn = (index) => {
  const name = `test ${unique()}`;
  const base = `/sandbox/${encodeURIComponent(name)}`;
  const actions: readonly SoakRequest[] = [
    {
      method: 'PUT',
      path: `${base}${CONTROL}/faults`,
      json: { faults: [{ path: '/clients', times: 1, status: 503 }] },
    },
    { method: 'PUT', path: `${base}${CONTROL}/scenario`, json: { name: 'kicked-while-paging' } },
    {
      method: 'PUT',
      path: `${base}${CONTROL}/stubs`,
      json: { stubs: [{ path: `/${unique()}`, status: 200, body: unique() }] },
    },
    { method: 'POST', path: `${base}${CONTROL}/clock`, json: { advance: '1h' } },
  ];
  return [
    ...actions.slice(index % actions.length, (index % actions.length) + 1),
    get(`${base}${API}?_limit=10`),
    { method: 'DELETE', path: `${base}${API}/emqx_c_1` },
    get(`${base}${API}?_page=2&_limit=10`),
    get(`${base}${CONTROL}/journal`),
    ...(index % 2 === 0
      ? []
      : [
          {
            method: 'DELETE',
            path: `${CONTROL}/sandboxes/${encodeURIComponent(name)}`,
          } as const,
        ]),
  ];
};

const faults: Turn = () => [
  {
    method: 'PUT',
    path: `${CONTROL}/faults`,
    json: { faults: [{ path: `/never/${unique()}`, status: 500 }] },
  },
  get(API + '?_limit=5', { prefer: `code=503, x-${unique()}=1` }),
  { method: 'DELETE', path: `${CONTROL}/faults` },
];

/** What each caller makes up: paths, parameters, credentials, regular expressions, headers. */
const strange: Turn = () => [
  get(`/api/v4/${unique()}`),
  get(`${API}?${unique()}=${unique()}&_like_clientid=${unique().slice(0, 3)}`),
  get(`${API}?_like_username=${encodeURIComponent(`^${unique()}.*`)}`),
  get(API, { authorization: `Basic ${Buffer.from(`x:${unique()}`).toString('base64')}` }),
  get(`${API}?_limit=5`, { origin: `http://${unique()}.example`, 'x-mock-explain': '1' }),
];

const reports: Turn = (index) => [
  get(`${CONTROL}/explain?_like_clientid=${unique().slice(0, 2)}`),
  get(`${CONTROL}/journal/count?path=/clients`),
  ...(index % 10 === 0 ? [get(`${CONTROL}/coverage`), get(`${CONTROL}/metrics`)] : []),
  ...(index % 50 === 0 ? [{ method: 'POST', path: `${CONTROL}/reset` } as const] : []),
];

const filters: Turn = (index) => [get(`${API}?${FILTERS[index % FILTERS.length] ?? ''}`)];
const page: Turn = (index) => [get(`${API}?_page=${1 + (index % 50)}&_limit=20`)];

/** How often each comes: 20 turns, of which each has one to six requests. */
const TURNS: readonly Turn[] = [
  ...[page, page, filters, filters, filters, addAndKick, page, filters, sandbox, strange],
  ...[page, filters, addAndKick, faults, page, filters, sandbox, addAndKick, reports, page],
];

/** The requests of the soak, without an end. */
export function* soakRequests(): Generator<readonly SoakRequest[], never> {
  for (let index = 0; ; index++) {
    const turn = TURNS[index % TURNS.length] ?? page;
    yield turn(Math.floor(index / TURNS.length));
  }
}
