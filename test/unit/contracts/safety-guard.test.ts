import { expect, test } from 'vitest';
import { UnsafeRequest } from '../../../contracts/shared/errors.js';
import { createSafetyGuard } from '../../../contracts/http/safety-guard.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';

const PREFIX = 'ck-0a1b2c-';

function guarded(kick: boolean): { transport: Transport; sent: string[] } {
  const sent: string[] = [];
  const transport: Transport = {
    send: async ({ method, path }) => {
      sent.push(`${method} ${path}`);
      return { status: 200, headers: {}, text: '{}' };
    },
  };
  return {
    sent,
    transport: createSafetyGuard(transport, { basePath: '/api/v4', kick, prefix: PREFIX }),
  };
}

const request = (line: string): SentRequest => {
  const [method = '', path = ''] = line.split(' ');
  return { method: method as SentRequest['method'], path, headers: {} };
};

test.each(['GET /api/v4/clients', 'GET /api/v4/clients/another%20one?x=1', 'GET /api/v4/unknown'])(
  'passes %s without --kick',
  async (line) => {
    const { transport, sent } = guarded(false);
    await transport.send(request(line));
    expect(sent).toEqual([line]);
  },
);

test.each([
  `DELETE /api/v4/clients/${PREFIX}a`,
  `HEAD /api/v4/clients/${PREFIX}a`,
  `POST /api/v4/clients/${PREFIX}a`,
  'OPTIONS /api/v4/clients',
  'GET /api/v5/clients',
  'GET /status',
])('refuses %s without --kick, and sends nothing', async (line) => {
  const { transport, sent } = guarded(false);
  await expect(transport.send(request(line))).rejects.toThrow(UnsafeRequest);
  expect(sent).toEqual([]);
});

test.each([
  `DELETE /api/v4/clients/${PREFIX}a`,
  `DELETE /api/v4/clients/${PREFIX}odd%2Fa%2Fb`,
  `DELETE /api/v4/clients/${PREFIX}odd%2541%252F`,
  `PUT /api/v4/clients/${PREFIX}a`,
  `OPTIONS /api/v4/clients/${PREFIX}a`,
])('passes %s with --kick', async (line) => {
  const { transport, sent } = guarded(true);
  await transport.send(request(line));
  expect(sent).toEqual([line]);
});

test.each([
  ['another client', 'DELETE /api/v4/clients/emqx_c_1'],
  ['all clients', 'DELETE /api/v4/clients'],
  ['all clients, with a slash', 'DELETE /api/v4/clients/'],
  ['the prefix, encoded', 'DELETE /api/v4/clients/%63k-0a1b2c-a'],
  ['a way up', `DELETE /api/v4/clients/${PREFIX}a/../emqx_c_1`],
  ['an encoded way up', `DELETE /api/v4/clients/${PREFIX}a%2F..%2Femqx_c_1`],
  ['a way up, encoded twice', `DELETE /api/v4/clients/${PREFIX}a%252F..%252Femqx_c_1`],
  ['a way up beside a percent sign', `DELETE /api/v4/clients/${PREFIX}%252F%252E%252E%252Fa%25`],
  ['a way up with backslashes', `DELETE /api/v4/clients/${PREFIX}a%5C..%5Cemqx_c_1`],
  ['bad encoding', `DELETE /api/v4/clients/${PREFIX}%zz`],
  ['a path below', `DELETE /api/v4/clients/${PREFIX}a/acl-cache`],
  ['a query', `DELETE /api/v4/clients/${PREFIX}a?clientid=emqx_c_1`],
  ['another collection', `DELETE /api/v4/banned/${PREFIX}a`],
  ['a POST to the collection', 'POST /api/v4/clients'],
])('refuses to touch %s even with --kick', async (_what, line) => {
  const { transport, sent } = guarded(true);
  await expect(transport.send(request(line))).rejects.toThrow(UnsafeRequest);
  expect(sent).toEqual([]);
});
