/** Requests that are as long, or ask for as much, as the mock takes: none may hold up others. */

/** Bytes of a request line; a little more is refused. */
const LONGEST = 250_000;
const repeat = (part: string): string => part.repeat(Math.floor(LONGEST / part.length));

const repeat60 = (part: string): string =>
  Array.from({ length: 60 }, (_, index) => `${part}${index}`).join('&');

const get = (name: string, path: string, query = '') => ({
  name,
  request: () => ({ path, query }),
});

const STUBS = Array.from({ length: 999 }, (_, index) => ({
  match: { path: `/x/**/${'a*'.repeat(250)}b${index}` },
  respond: { status: 202 },
}));

const NOT_CLIENTS = Array.from({ length: 100_000 }, () => 1);

/** Scenes of `npm run bench -- --million`. */
export const LONG_REQUESTS = [
  get('10,000 filters', 'clients', 'zone&'.repeat(9_999)),
  get('10,000 unknown parameters', 'clients', 'a&'.repeat(9_999)),
  get('125,000 parameters, which are refused', 'clients', repeat('a&')),
  get('83,000 bytes that are not UTF-8', `clients/${repeat('%80')}`),
  get('a page number of 250,000 digits', 'clients', `_page=${repeat('9')}`),
  get('60 expressions (to 4.3.11)', 'clients', repeat60('_like_clientid=.%7B0%2C990%7Dx')),
  get('control: explain 10,000 filters', '__mock/explain', 'zone&'.repeat(9_999)),
  get('control: explain a name of 250,000 letters', '__mock/explain', repeat('a')),
  get('companion: subscriptions, none found', 'subscriptions', 'qos=5&_limit=20'),
  get('companion: subscriptions by a topic', 'subscriptions', 'topic=devices%2Fx%2Fcommands'),
  get('companion: 100,000 subscriptions', 'subscriptions', '_limit=100000'),
  get('companion: 100,000 routes', 'routes', '_limit=100000'),
  get('companion: a route that many could have', 'routes/devices%2Fclient-1a2b%2Fcommands'),
  {
    name: 'control: a client with 100,000 subscriptions',
    before: {
      method: 'POST',
      path: '__mock/clients',
      body: { clientid: 'many', subscriptions_cnt: 100_000 },
    },
    request: () => ({ path: '__mock/clients/many' }),
  },
  get('companion: its subscriptions', 'subscriptions/many'),
  {
    name: 'control: 100,000 items that are no clients',
    request: () => ({ method: 'POST', path: '__mock/clients', body: NOT_CLIENTS }),
  },
  {
    name: 'a path of 100,000 letters, and 999 stubs with 250 stars',
    before: { method: 'PUT', path: '__mock/stubs', body: { stubs: STUBS } },
    request: () => ({ path: `x/${'a'.repeat(100_000)}` }),
  },
  {
    name: 'control: no stubs',
    request: () => ({ method: 'DELETE', path: '__mock/stubs' }),
  },
  get('control: document as YAML', '__mock/docs/control.yaml'),
];
