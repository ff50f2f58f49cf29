import { expect, test } from 'vitest';
import { ApiClient, type ApiClientOptions } from '../../../contracts/http/api-client.js';
import { Interrupted, NoAnswer } from '../../../contracts/shared/errors.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';
import { VirtualClock } from '../../support/in-process/virtual-clock.js';

const TARGET = {
  baseUrl: 'http://broker:8081/api/v4/',
  credentials: { id: 'app', secret: 's3cret:x' },
};

function apiOver(
  send: Transport['send'],
  options: Partial<ApiClientOptions> = {},
): { api: ApiClient; clock: VirtualClock } {
  const clock = new VirtualClock();
  return { clock, api: new ApiClient({ target: TARGET, transport: { send }, clock, ...options }) };
}

const answer = async () => ({ status: 200, headers: {}, text: '{"code":0}' });

test('a GET on a connection that the broker had closed is sent again, once', async () => {
  let calls = 0;
  const { api } = apiOver(async () => {
    calls += 1;
    if (calls === 1) throw new NoAnswer('UND_ERR_SOCKET', 'other side closed');
    return answer();
  });
  await expect(api.send({ path: '/clients' })).resolves.toMatchObject({ json: { code: 0 } });
  expect(calls).toBe(2);
});

test('a DELETE is not sent again: the broker may have done it', async () => {
  let calls = 0;
  const { api } = apiOver(async () => {
    calls += 1;
    throw new NoAnswer('UND_ERR_SOCKET', 'other side closed');
  });
  const kick = api.send({ method: 'DELETE', path: '/clients/a' });
  await expect(kick).rejects.toThrow('other side closed');
  expect(calls).toBe(1);
});

test('requestsPerSecond limits the rate', async () => {
  const { api, clock } = apiOver(answer, { requestsPerSecond: 4 });
  const start = clock.now();
  for (let index = 0; index < 9; index += 1) await api.send({ path: '/clients' });
  expect(clock.now() - start).toBe(2000);
});

test('nothing is sent after the run was interrupted', async () => {
  const controller = new AbortController();
  let calls = 0;
  const count = async () => {
    calls += 1;
    return answer();
  };
  const { api } = apiOver(count, { signal: controller.signal });
  controller.abort();
  await expect(api.send({ path: '/clients' })).rejects.toThrow(Interrupted);
  expect(calls).toBe(0);
});

test.each([
  ['right', 'Basic YXBwOnMzY3JldDp4', '-u "$EMQX_CONTRACT_USER"'],
  ['none', undefined, ''],
  ['wrong-id', 'Basic dW5rbm93bi1pZDpzM2NyZXQ6eA==', '-u "unknown-id:${EMQX_CONTRACT_USER#*:}"'],
  ['wrong-secret', 'Basic YXBwOndyb25nLXNlY3JldA==', '-u "${EMQX_CONTRACT_USER%%:*}:wrong-secret"'],
  ['empty', 'Basic Og==', '-u :'],
  ['empty-secret', 'Basic YXBwOg==', '-u "${EMQX_CONTRACT_USER%%:*}:"'],
] as const)(
  'authorization "%s" is sent, and its curl line has no secret',
  async (way, header, words) => {
    const sent: SentRequest[] = [];
    const { api } = apiOver(async (request) => {
      sent.push(request);
      return answer();
    });
    const exchange = await api.send({ path: '/clients?_page=1', authorization: way });
    expect(sent[0]?.headers['authorization']).toBe(header);
    expect(sent[0]?.path).toBe('/api/v4/clients?_page=1');
    const spaced = words === '' ? ' ' : ` ${words} `;
    expect(exchange.curl).toBe(`curl -i${spaced}'http://broker:8081/api/v4/clients?_page=1'`);
    expect(exchange.curl).not.toContain('s3cret');
  },
);

test('a curl line is quoted for the shell', async () => {
  const { api } = apiOver(answer);
  const { curl } = await api.send({ method: 'DELETE', path: "/clients/a'[b]" });
  expect(curl).toBe(
    `curl -i -u "$EMQX_CONTRACT_USER" -X DELETE -g 'http://broker:8081/api/v4/clients/a'\\''[b]'`,
  );
});
