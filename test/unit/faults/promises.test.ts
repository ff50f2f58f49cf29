/** A rule that promises a success is refused where every request is answered with 404. */
import { expect, test } from 'vitest';
import { createControl } from '../../../mock/control/control.js';
import { createMock, OptionError, type DialectName, type Stub } from '../../../mock/index.js';

const BROKER: DialectName = 'emqx-4.3';

test.each<[string, DialectName]>([
  ['/alarms status=200', 'documented'],
  ['GET /api/v4/rules/* status=201', 'documented'],
  ['POST /clients status=201', 'documented'],
  ['DELETE /clients status=204', 'documented'],
  ['/nodes/*/clients status=200', 'documented'],
  ['/api/v5/clients status=200', 'documented'],
  ['/rules status=200 body={"code":0}', BROKER],
  ['/nodes/a/rules/** status=200', BROKER],
  ['PUT /nodes status=200', BROKER],
  ['/nodes status=200', 'documented'],
])('%j is refused with a pointer to stubs (dialect %s)', (rule, dialect) => {
  const create = () => createMock({ clients: 1, faults: [rule], dialect });
  expect(create).toThrow(OptionError);
  expect(create).toThrow(/faults\[0\]\.do\.status: expected a status from 300 on.*--stub/);
});

test.each<[string, DialectName]>([
  ['status=200', 'documented'],
  ['/** status=201', 'documented'],
  ['/api/v4/cl*/** status=202', 'documented'],
  ['DELETE /clients/* status=204', 'documented'],
  ['/alarms status=503', 'documented'],
  ['/alarms body=x', 'documented'],
  ['/nodes/*/clients/* status=200', BROKER],
  ['/status status=200', BROKER],
  ['/nodes status=200', BROKER],
  ['POST /auth status=200', BROKER],
  ['/clients/*/acl_cache status=200', BROKER],
  ['PUT /clients/*/keepalive status=200', 'emqx-4.4'],
  ['/*/*/clients/username/x status=200', BROKER],
])('%j is accepted (dialect %s)', (rule, dialect) => {
  expect(createMock({ clients: 1, faults: [rule], dialect }).faults.rules).toHaveLength(1);
});

test('the option companions adds paths, and takes them away', () => {
  const faults = ['/nodes status=200'];
  expect(createMock({ clients: 1, faults, companions: true }).faults.rules).toHaveLength(1);
  expect(() => createMock({ clients: 1, faults, dialect: BROKER, companions: false })).toThrow(
    /--stub/,
  );
});

test('a stub can answer with success, and so its path may have such a rule', () => {
  const stubs: Stub[] = [{ match: { method: 'GET', path: '/alarms' }, respond: { body: [] } }];
  const mock = createMock({ clients: 1, apps: false, stubs, faults: ['/alarms status=201'] });
  expect(mock.handle({ method: 'GET', path: '/api/v4/alarms' }).status).toBe(201);
  expect(() => mock.faults.set('POST /alarms status=200')).toThrow(/--stub/);
  mock.stubs.clear();
  expect(() => mock.faults.set('/alarms status=200')).toThrow(/--stub/);
});

test('the control API refuses it, too', async () => {
  const control = createControl({ mock: createMock({ clients: 1 }) });
  const body = JSON.stringify({ faults: ['reset', '/alarms status=200'] });
  const { status, body: answer } = await control.handle({
    method: 'PUT',
    path: '/__mock/faults',
    body,
  });
  expect([status, JSON.parse(answer)]).toMatchObject([400, { field: 'faults[1].do.status' }]);
});
