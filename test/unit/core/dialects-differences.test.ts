import { describe, expect, test } from 'vitest';
import { DIFFERENCES, type Difference } from '../../support/differences.js';
import { createMock } from '../../../mock/index.js';
import type { Mock } from '../../../mock/mock.js';

const CREDENTIALS = {
  right: `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`,
  none: undefined,
  'not base64': 'Basic %%%',
};

const DIALECTS = ['documented', 'emqx-4.3.0', 'emqx-4.3', 'emqx-4.4'] as const;
type DialectName = (typeof DIALECTS)[number];

const mocks = new Map(DIALECTS.map((dialect) => [dialect, createMock({ dialect, clients: 50 })]));

function send(mock: Mock, { request }: Difference): { status: number; body: string } {
  const shown = mock.clients.get('emqx_c_1')?.connected_at ?? '';
  const second = String(Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000);
  const [path = '', query = ''] = request.path.replace(/=T$/, `=${second}`).split('?');
  const authorization = CREDENTIALS[request.credentials ?? 'right'];
  return mock.handle({
    method: request.method ?? 'GET',
    path: `/api/v4${path}`,
    query,
    ...(authorization !== undefined && { headers: { authorization } }),
    ...(request.body !== undefined && { body: request.body }),
  });
}

function promised(difference: Difference, dialect: DialectName): { status: number; body: string } {
  if (dialect === 'documented') return difference.documented;
  return (dialect === 'emqx-4.3.0' ? difference.broker430 : undefined) ?? difference.broker;
}

describe.each(DIALECTS)('%s answers as the table of differences says', (dialect) => {
  test.for(DIFFERENCES.map((row) => [row.situation, row] as const))('%s', ([, difference]) => {
    const answer = send(mocks.get(dialect) as Mock, difference);
    const { status, body } = promised(difference, dialect);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(body);
    if (body === '' || !/[{"]/.test(body)) expect(answer.body).toBe(body);
  });
});

test('every row of the table is a difference', () => {
  for (const { situation, documented, broker, broker430 } of DIFFERENCES) {
    expect([broker, broker430 ?? broker], situation).not.toEqual([documented, documented]);
  }
});
