/** Compares the control API with its own document. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { createControl } from '../../mock/control/control.js';
import { createTestPages } from '../support/control-pages.js';
import { document } from '../../mock/control/openapi/document.js';
import { createMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = join(import.meta.dirname, '../..');

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly $ref?: string }>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const paths = document.paths as unknown as Paths;

const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'control', components: document.components });
const compiled = new Map<object, ValidateFunction>();
/** Rewrites the document's references so that they resolve from a part of it. */
function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const text = JSON.stringify(schema).replaceAll('"#/components', '"control#/components');
  const made = ajv.compile(JSON.parse(text) as object);
  compiled.set(schema, made);
  return made;
}

function schemaOf(operation: Operation, status: number): object | undefined {
  const response = operation.responses[status];
  const name = response?.$ref?.split('/').at(-1) as keyof typeof document.components.responses;
  const found = response?.$ref === undefined ? response : document.components.responses[name];
  return (found as Content | undefined)?.content['application/json']?.schema;
}

test('the document passes the linter without a warning', { timeout: 120_000 }, () => {
  const folder = temporaryFolder();
  const file = join(folder, 'control.json');
  writeFileSync(file, JSON.stringify(document));
  const redocly = join(root, 'node_modules/.bin/redocly');
  const args = ['lint', '--extends', 'recommended-strict', '--format', 'json', file];
  const { status, stdout, stderr } = spawnSync(redocly, args, { cwd: folder, encoding: 'utf8' });
  expect(stdout + stderr).toContain('"totals"');
  const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; message: string }[] };
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  expect(status).toBe(0);
});

/** A rule with every member. */
const MATCH = { method: 'GET', path: '/**', query: { a: 1 }, nth: 1, probability: 1, times: 1 };
const FAULT = {
  status: 200,
  body: { any: ['JSON'] },
  contentType: 'text/html',
  headers: { 'x-a': 'b' },
  delay: 5,
  malformed: true,
  drip: 100,
};

/** A stub with every member. */
const STUB = {
  name: 'one',
  match: { method: 'GET', path: '/**', query: { a: 1 }, headers: { accept: 'text/html' } },
  respond: [{ status: 200, body: [1], headers: { 'x-a': 'b' }, delay: 5 }, { contentType: 'a/b' }],
  afterLast: 'restart',
  credentials: true,
};

/** Requests for which the operations answer with each of their statuses, except 401 and 503. */
const calls: readonly [method: string, path: string, body?: unknown][] = [
  ['GET', '/journal/2'],
  ['GET', '/journal/99'],
  ['POST', '/journal/2/replay'],
  ['POST', '/journal/x/replay'],
  ['POST', '/journal/3/replay'],
  ['GET', '/health'],
  ['GET', '/ready'],
  ['GET', '/openapi.json'],
  ['GET', '/settings'],
  ['POST', '/clients', { clientid: 'a', clean_start: false }],
  ['POST', '/clients', [{ clientid: 'b' }]],
  ['POST', '/clients', { code: 0, data: [{ clientid: 'c' }] }],
  ['POST', '/clients', { clientid: 'a', port: -1 }],
  ['GET', '/clients'],
  ['GET', '/clients?limit=x'],
  ['GET', '/clients/a'],
  ['GET', '/clients/missing'],
  ['PATCH', '/clients/a', { username: 'x' }],
  ['PATCH', '/clients/a', { port: 'x' }],
  ['PATCH', '/clients/missing', {}],
  ['POST', '/clients/a/disconnect'],
  ['POST', '/clients/missing/disconnect'],
  ['POST', '/clients/a/reconnect'],
  ['POST', '/clients/missing/reconnect'],
  ['POST', '/clients/bulk', { update: [{ clientid: 'a', keepalive: 5 }], disconnect: ['b'] }],
  ['POST', '/clients/bulk', { add: 1 }],
  ['DELETE', '/clients/a'],
  ['DELETE', '/clients/a'],
  ['DELETE', '/clients'],
  ['GET', '/scenarios'],
  ['GET', '/scenario'],
  ['PUT', '/scenario', { name: 'churn', seed: 2, clients: 20 }],
  ['PUT', '/scenario', { name: '' }],
  ['GET', '/scenario'],
  ['POST', '/scenario/step'],
  ['DELETE', '/scenario'],
  ['POST', '/scenario/step'],
  ['GET', '/clock'],
  ['POST', '/clock', { advance: '5m' }],
  ['POST', '/clock', { set: '2030-01-01' }],
  ['POST', '/clock', { freeze: true }],
  ['POST', '/clock', { resume: true }],
  ['POST', '/clock', { resume: 1 }],
  ['GET', '/journal?limit=5'],
  ['GET', '/journal?status=x'],
  ['GET', '/journal/count?method=GET'],
  ['GET', '/journal/wait?timeout=0'],
  ['GET', '/journal/wait?count=1000&timeout=0'],
  ['GET', '/journal/wait?timeout=x'],
  ['GET', '/journal?before=5&text=clients'],
  ['DELETE', '/journal'],
  ['GET', '/sandboxes'],
  ['DELETE', '/sandboxes/mine'],
  ['DELETE', '/sandboxes/mine'],
  ['DELETE', '/sandboxes'],
  ['PUT', '/faults', { faults: [] }],
  ['PUT', '/faults', { faults: ['GET /clients status=503', { do: FAULT, match: MATCH }] }],
  ['PUT', '/faults', { faults: [{ do: { delay: { min: 1, max: 2 }, truncate: '50%' } }] }],
  ['PUT', '/faults', { faults: [{ do: { delay: { mean: 5, stddev: 2 }, truncate: 5 } }] }],
  ['PUT', '/faults', { faults: [{ do: { delay: { percentiles: { '50': 1 } } } }] }],
  ['PUT', '/faults', { faults: [{ do: { hang: true } }, { do: { reset: true, delay: 1 } }] }],
  ['PUT', '/faults', { faults: [{ do: { status: 503 }, off: true }] }],
  ['PUT', '/faults', { faults: [{ do: { status: 1 } }] }],
  ['PUT', '/faults', { faults: ['/alarms status=200'] }],
  ['GET', '/faults'],
  ['DELETE', '/faults'],
  ['PUT', '/stubs', { stubs: [{ match: { path: '/a' }, respond: { status: 204 } }] }],
  ['POST', '/stubs', { stubs: [STUB] }],
  ['POST', '/stubs', { stubs: [{}] }],
  ['GET', '/stubs'],
  ['DELETE', '/stubs'],
  ['GET', '/explain'],
  ['GET', '/explain?clientid=missing&zonne=x&_page=2'],
  ['GET', '/explain?proto_ver=x&why=emqx_c_1'],
  ['GET', '/explain?username=%zz'],
  ['GET', '/preview?_limit=2'],
  ['GET', '/preview?proto_ver=x'],
  ['GET', '/coverage'],
  ['DELETE', '/coverage'],
  ['GET', '/releases'],
  ['GET', '/releases/differences?from=4.2.14&to=4.4'],
  ['GET', '/releases/differences?from=4.2.99&to=4.4.19'],
  ['POST', '/reset'],
  ['GET', '/metrics'],
  ['GET', '/docs/api.json'],
  ['GET', '/docs/api.yaml'],
  ['GET', '/docs/control.json'],
  ['GET', '/docs/control.yaml'],
  ['GET', '/events'],
];

/** The operation that answers a path. */
function operationAt(method: string, path: string): { path: string; operation: Operation } {
  const [bare = ''] = `/__mock${path}`.split('?');
  const found = operations.filter((candidate) => {
    const pattern = candidate.path.replace(/\{\w+\}/g, '[^/]+');
    return candidate.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(bare);
  });
  const exact = found.find((candidate) => candidate.path === bare) ?? found[0];
  expect.assert(exact, `${method} ${path} is in the document`);
  return exact;
}

test('every answer matches the document', async () => {
  const mock = createMock({ clients: 10 });
  mock.sandbox('mine');
  const control = createControl({ mock, pages: createTestPages(mock) });
  mock.handle({ method: 'GET', path: '/api/v4/clients' });
  mock.scenario.start('kicked-while-paging');
  mock.sandboxes.default.journal.keepDetails = true;
  mock.handle({ method: 'GET', path: '/api/v4/clients', query: '_page=2' });
  mock.handle({ method: 'GET', path: '/api/v4/clients', query: 'x'.repeat(5000) });
  const failures: unknown[] = [];
  for (const [method, path, body] of calls) {
    const [bare = '', query = ''] = `/__mock${path}`.split('?');
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await control.handle({ method, path: bare, query, body: text });
    const { operation } = operationAt(method, path);
    if (answer.headers['content-type']?.startsWith('application/json') !== true) continue;
    const schema = schemaOf(operation, answer.status);
    if (!schema) failures.push([method, path, `status ${answer.status} is not described`]);
    const validate = schema && validatorOf(schema);
    if (validate && !validate(JSON.parse(answer.body)))
      failures.push([method, path, validate.errors]);
    const accepts = operation.requestBody?.content['application/json']?.schema;
    const judge = accepts && validatorOf(accepts);
    if (judge && answer.status < 300 && !judge(body)) failures.push([method, path, judge.errors]);
  }
  control.close();
  expect(failures).toEqual([]);
});

test('every operation of the document exists', async () => {
  const mock = createMock({ clients: 1 });
  const control = createControl({ mock, pages: createTestPages(mock) });
  for (const { path, method } of operations) {
    const concrete = path.replace(/\{\w+\}/g, 'emqx_c_1');
    const request = { method: method.toUpperCase(), path: concrete, query: 'timeout=0' };
    const { status, body } = await control.handle(request);
    expect([status === 405, body.includes('no such path')], `${method} ${path}`).toEqual([
      false,
      false,
    ]);
  }
  control.close();
});

test('every operation of the document is called by these tests', () => {
  const called = new Set(calls.map(([method, path]) => operationAt(method, path).operation));
  const left = operations.filter(({ operation }) => !called.has(operation));
  expect(left.map(({ operation }) => operation.operationId)).toEqual([]);
});
