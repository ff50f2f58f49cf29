import request, { type Response } from 'supertest';
import { expect, onTestFinished } from 'vitest';
import { validator, type SchemaName } from '../../openapi/validators.js';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';

/** The documents' credentials. */
const CREDENTIALS = ['app_id', 'app_secret'] as const;

/** A started mock, and supertest on it with the documents' credentials. */
export interface Served {
  readonly mock: RunningMock;
  /** E.g. `http://127.0.0.1:41234`. */
  readonly origin: string;
  get(this: void, path: string): request.Test;
  head(this: void, path: string): request.Test;
  delete(this: void, path: string): request.Test;
  /** Any method, no credentials. */
  plain(
    this: void,
    method: 'get' | 'post' | 'put' | 'patch' | 'options' | 'delete',
    path: string,
  ): request.Test;
}

/** Starts a mock on a free port until the test ends. Paths are relative to the base path. */
export async function serve(options: StartOptions = {}): Promise<Served> {
  const mock = await startMock({ port: 0, now: '2026-01-31T08:00:00Z', ...options });
  onTestFinished(() => mock.close());
  const { origin } = new URL(mock.url);
  const api = request(mock.url);
  return {
    mock,
    origin,
    get: (path) => api.get(path).auth(...CREDENTIALS),
    head: (path) => api.head(path).auth(...CREDENTIALS),
    delete: (path) => api.delete(path).auth(...CREDENTIALS),
    plain: (method, path) => api[method](path),
  };
}

/** The client ids of a response, in its order. */
export function ids(response: Response): string[] {
  expect(response.status, response.text).toBe(200);
  return (response.body as { data: { clientid: string }[] }).data.map(({ clientid }) => clientid);
}

/** Checks a response's status, content type, and body against the OpenAPI document. */
export function expectAnswer(
  response: Response,
  status: number,
  schema: SchemaName,
  body: object = {},
): void {
  expect(response.status, response.text).toBe(status);
  expect(response.headers['content-type']).toBe('application/json');
  expect(response.headers).not.toHaveProperty('x-powered-by');
  expect(validator(schema)(response.body)).toMatchObject({ ok: true });
  expect(response.body).toMatchObject(body);
}

/** Checks that the request was refused for these parameters. */
export function expectRefused(response: Response, ...parameters: string[]): void {
  expectAnswer(response, 400, 'ApiError', {
    code: 108,
    problems: parameters.map((parameter) => ({ in: 'query', parameter })),
  });
  const { message } = response.body as { message: string };
  for (const parameter of parameters) expect(message).toContain(parameter);
}
