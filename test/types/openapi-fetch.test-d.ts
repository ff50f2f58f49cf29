/** openapi-fetch with the exported `paths`: names, values and responses are checked. */
import createClient from 'openapi-fetch';
import { expectTypeOf } from 'vitest';
import type { Client, components, operations, paths } from '../../openapi/index.js';
import type { paths as pathsOfMock } from '../../mock/index.js';

const api = createClient<paths>({ baseUrl: 'http://127.0.0.1:8081/api/v4' });

export async function lists(): Promise<readonly string[]> {
  const { data, error } = await api.GET('/clients', {
    params: { query: { _limit: 10, conn_state: 'connected', _like_clientid: 'lamp' } },
  });
  if (!data) {
    expectTypeOf(error.code).toEqualTypeOf<components['schemas']['ErrorCode']>();
    return [];
  }
  expectTypeOf(data.data[0]).toExtend<Client | undefined>();
  expectTypeOf(data.meta.count).toEqualTypeOf<number>();
  // @ts-expect-error: the member is called clientid.
  expectTypeOf(data.data[0]?.clientId);
  return data.data.map(({ clientid }) => clientid);
}

export async function looksUpAndKicks(clientid: string): Promise<void> {
  const params = { path: { clientid } };
  const found = await api.GET('/clients/{clientid}', { params });
  expectTypeOf(found.data?.data[0]).toExtend<Client | undefined>();
  const kicked = await api.DELETE('/clients/{clientid}', { params });
  if (kicked.data?.code === 112) expectTypeOf(kicked.data.message).toEqualTypeOf<'not_found'>();
}

export async function makesMistakes(): Promise<void> {
  // @ts-expect-error: no such path.
  await api.GET('/client', {});
  // @ts-expect-error: no such method.
  await api.POST('/clients', {});
  // @ts-expect-error: no such parameter.
  await api.GET('/clients', { params: { query: { limit: 10 } } });
  // @ts-expect-error: no such value.
  await api.GET('/clients', { params: { query: { conn_state: 'offline' } } });
  // @ts-expect-error: a look-up needs the client's id.
  await api.GET('/clients/{clientid}', {});
}

expectTypeOf<keyof operations>().toEqualTypeOf<'listClients' | 'lookUpClient' | 'kickClient'>();
expectTypeOf<pathsOfMock>().toEqualTypeOf<paths>();
