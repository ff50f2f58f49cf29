/** Events happen for requests that the API answers, and for no others. */
import { describe, expect, test } from 'vitest';
import { createMock, type DialectName, type Mock } from '../../../mock/index.js';
import { SCENARIOS } from '../../../mock/scenarios/index.js';
import { send } from '../../support/lists.js';

const triggered = SCENARIOS.filter(({ events = [] }) =>
  events.some(({ before }) => before === 'list'),
).map(({ name }) => name);

const mockOf = (scenario: string, dialect: DialectName): Mock =>
  createMock({ scenario, dialect, now: '2026-03-01T12:00:00Z' });

const stateOf = (mock: Mock): unknown => mock.clients.list();

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  /** Default: every dialect. */
  readonly dialects?: readonly DialectName[];
}

/** EMQX 4.0, 4.1, 4.2, and 4.3 before and after time filters changed. */
const DIALECTS: readonly DialectName[] = [
  'documented',
  'emqx-4.0',
  'emqx-4.2',
  'emqx-4.3.0',
  'emqx-4.3',
  'emqx-4.4',
];
const FILTERING = DIALECTS.filter((name) => name !== 'emqx-4.0');
const BROKERS: readonly DialectName[] = ['emqx-4.3.0', 'emqx-4.3', 'emqx-4.4'];
const WRONG = `Basic ${btoa('app_id:wrong')}`;

const UNANSWERED: readonly Sent[] = [
  { path: '/clients?_page=2', headers: { authorization: '' } },
  { path: '/clients?_page=2', headers: { authorization: WRONG } },
  { path: '/clients?_page=2', headers: { authorization: 'Basic %%%' } },
  { path: '/clients?_page=2&proto_ver=abc', dialects: FILTERING },
  { path: '/clients?_page=2&_limit=abc' },
  { path: '/clients?_page=2x' },
  { path: '/clients?_page=2&_page=3&conn_state=bogus', dialects: ['documented'] },
  { path: '/clients?_page=2&username=%zz' },
  { path: '/clients?_page=2&=x', dialects: BROKERS },
  { path: '/clients?_page=2&_like_clientid=', dialects: ['emqx-4.3', 'emqx-4.4'] },
  { path: '/clients?_page=2&_like_clientid=[', dialects: ['emqx-4.3.0'] },
  { path: '/clients?_page=2&_like_clientid=(?=a)', dialects: ['emqx-4.3.0'] },
  { path: '/nodes/x/clients?_page=2' },
  { path: '/%63lients?_page=2', dialects: BROKERS },
  { path: '/%zz/clients?_page=2' },
  { path: '/Clients?_page=2' },
  { path: '/clients/a/b?_page=2' },
  { path: '/clients/emqx_c_1?_page=2' },
  { path: '/nowhere?_page=2' },
  { path: '/clients?_pag=2' },
  { path: '/clients?_page=1' },
  { path: '/clients' },
  { method: 'POST', path: '/clients?_page=2' },
  { method: 'DELETE', path: '/clients?_page=2' },
  { method: 'OPTIONS', path: '/clients?_page=2' },
  { method: 'HEAD', path: '/clients?_page=2', dialects: BROKERS },
  { path: '/clients?_page=2', headers: { prefer: 'code=503' } },
  { path: '/clients?_page=2', headers: { prefer: 'code=nonsense' } },
  { path: '/clients?_page=2', headers: { 'x-mock-sandbox': 'another' } },
];

describe.each(triggered)('%s', (scenario) => {
  test.each(DIALECTS)('%s: a request without a page 2 in its answer changes nothing', (dialect) => {
    for (const { path, method, headers, dialects = DIALECTS } of UNANSWERED) {
      if (!dialects.includes(dialect)) continue;
      const mock = mockOf(scenario, dialect);
      const before = stateOf(mock);
      send(mock, path, { ...(method && { method }), ...(headers && { headers }) });
      const what = `${method ?? 'GET'} ${path} ${JSON.stringify(headers)}`;
      expect(stateOf(mock), what).toEqual(before);
      expect(mock.journal.entries().at(-1)?.events, what).toBeUndefined();
      expect(send(mock, '/clients?_page=2&_limit=10').status).toBe(200);
      expect(stateOf(mock), `page 2 after ${what}`).not.toEqual(before);
      expect(mock.journal.entries().at(-1)?.events).toHaveLength(1);
    }
  });

  test.each(['status=503', 'hang', 'reset'])(
    'a fault that replaces the API (%s) changes nothing',
    (fault) => {
      const mock = mockOf(scenario, 'documented');
      const before = stateOf(mock);
      mock.faults.set(fault);
      send(mock, '/clients?_page=2');
      expect(stateOf(mock)).toEqual(before);
      mock.faults.clear();
      send(mock, '/clients?_page=2');
      expect(stateOf(mock)).not.toEqual(before);
    },
  );

  test('a fault that only changes the response does not keep the event away', () => {
    const mock = mockOf(scenario, 'documented');
    const before = stateOf(mock);
    mock.faults.set('truncate=0');
    send(mock, '/clients?_page=2');
    expect(stateOf(mock)).not.toEqual(before);
  });

  test.each<[DialectName, string, string?]>([
    ['documented', '/clients?_page=2', 'HEAD'],
    ['documented', '/%63lients?_page=%32'],
    ['documented', '/clients/?_page=0002'],
    ['emqx-4.3', '/nodes/emqx@10.12.50.91/clients?_page=2'],
  ])('%s: page 2 in another spelling counts: %s', (dialect, path, method) => {
    const mock = mockOf(scenario, dialect);
    const before = stateOf(mock);
    expect(send(mock, path, { ...(method && { method }) }).status).toBe(200);
    expect(stateOf(mock)).not.toEqual(before);
  });
});

describe('a reset, while an event happens in steps', () => {
  const page = { method: 'GET', path: '/api/v4/clients', query: '_page=2' };

  test.each(['kicked-while-paging', 'joined-while-paging', 'reordered-between-pages', 'node-down'])(
    '%s: nothing of the event is left',
    (scenario) => {
      const chosen = { name: scenario, clients: 5000 };
      const start = (): Mock =>
        createMock({ scenario: chosen, now: '2026-03-01T12:00:00Z', apps: false });
      const idsOf = (mock: Mock): readonly string[] =>
        [...mock.state.store].map(({ clientid }) => clientid);
      const expected = idsOf(start());
      for (let before = 1; ; before++) {
        const mock = start();
        const steps = mock.steps(page);
        let step = steps.next();
        for (let index = 1; index < before && step.done !== true; index++) step = steps.next();
        if (step.done === true) break;
        mock.reset();
        while (steps.next().done !== true);
        expect(idsOf(mock), `after ${before} steps`).toEqual(expected);
      }
    },
  );
});
