/**
 * The types of the public API. Nothing here runs: `npm run typecheck` fails if a type has changed, or
 * a line with `@ts-expect-error` has become valid.
 */
import { expectTypeOf } from 'vitest';
import {
  ClientError,
  createMock,
  DIALECT_NAMES,
  OptionError,
  startMock,
  type Client,
  type ClientChange,
  type ClientInput,
  type DialectName,
  type FieldProblem,
  type Mock,
  type MockClients,
  type MockRequest,
  type MockResponse,
  type RunningMock,
  type StartOptions,
} from '../../mock/index.js';

// startMock and createMock
expectTypeOf(startMock).returns.resolves.toEqualTypeOf<RunningMock>();
expectTypeOf(startMock).parameter(0).toEqualTypeOf<StartOptions | undefined>();
expectTypeOf(createMock).returns.toEqualTypeOf<Mock>();
expectTypeOf<RunningMock>().toExtend<AsyncDisposable>();
expectTypeOf<RunningMock>().toExtend<Mock>();
expectTypeOf<RunningMock['url']>().toEqualTypeOf<string>();
expectTypeOf<RunningMock['port']>().toEqualTypeOf<number>();
expectTypeOf<RunningMock['close']>().returns.resolves.toBeVoid();
expectTypeOf<Mock>().not.toHaveProperty('url');
expectTypeOf<Mock['handle']>().toEqualTypeOf<(this: void, request: MockRequest) => MockResponse>();
expectTypeOf<Mock['reset']>().returns.toBeVoid();

/** The header goes into `fetch` as it is. */
export const init = (mock: RunningMock): RequestInit => ({ headers: mock.authorization });

// Options
expectTypeOf<{ port: 0; clients: 50; seed: 7 }>().toExtend<StartOptions>();
expectTypeOf<{ clients: [{ clientid: 'a' }] }>().toExtend<StartOptions>();
expectTypeOf<{ apps: false }>().toExtend<StartOptions>();
expectTypeOf<{ apps: ['id:secret'] }>().toExtend<StartOptions>();
expectTypeOf<{ now: Date }>().toExtend<StartOptions>();
expectTypeOf<{ now: string }>().toExtend<StartOptions>();
// An option can be undefined, even with exactOptionalPropertyTypes.
expectTypeOf<{ port: undefined; clients: undefined; cors: undefined }>().toExtend<StartOptions>();
expectTypeOf<(typeof DIALECT_NAMES)[number]>().toEqualTypeOf<DialectName>();

// @ts-expect-error: a port is a number.
void startMock({ port: '8081' });
// @ts-expect-error: there is no such dialect.
void startMock({ dialect: 'emqx-5' });
// @ts-expect-error: true is no list of credentials.
void startMock({ apps: true });
// @ts-expect-error: an unknown option.
void startMock({ prot: 1 });
// @ts-expect-error: without a socket there is no port.
createMock({ port: 0 });

// Clients, as a caller describes them
expectTypeOf<ClientInput['clientid']>().toEqualTypeOf<string>();
expectTypeOf<{ clientid: 'a'; username: null; keepalive: 60 }>().toExtend<ClientInput>();
expectTypeOf<{ clientid: 'a'; connected_at: Date }>().toExtend<ClientInput>();
expectTypeOf<{ connected: false }>().toExtend<ClientChange>();
expectTypeOf<ClientChange['conn_state']>().toEqualTypeOf<
  'connected' | 'idle' | 'disconnected' | undefined
>();
expectTypeOf<object>().not.toExtend<ClientInput>();
expectTypeOf<{ clientid: 'a'; keepalive: '60' }>().not.toExtend<ClientInput>();
expectTypeOf<{ clientid: 'a'; conn_state: 'on' }>().not.toExtend<ClientInput>();
// Times are the documents' text or a date: a number could be seconds or milliseconds.
expectTypeOf<{ clientid: 'a'; created_at: number }>().not.toExtend<ClientInput>();
// A client of the API's responses is a valid input.
expectTypeOf<Client>().toExtend<ClientInput>();

// Clients, as the API sends them
expectTypeOf<Client['clientid']>().toEqualTypeOf<string>();
expectTypeOf<Client['connected']>().toEqualTypeOf<boolean>();
expectTypeOf<Client['created_at']>().toEqualTypeOf<string>();
expectTypeOf<Client['disconnected_at']>().toEqualTypeOf<string | undefined>();

export function addsOneOrSeveral(clients: MockClients, one: ClientInput): void {
  expectTypeOf(clients.add(one)).toEqualTypeOf<Client>();
  expectTypeOf(clients.add([one])).toEqualTypeOf<Client[]>();
  expectTypeOf(clients.get('a')).toEqualTypeOf<Client | undefined>();
  expectTypeOf(clients.list()).toEqualTypeOf<Client[]>();
  expectTypeOf(clients.remove('a')).toEqualTypeOf<boolean>();
  expectTypeOf(clients.update('a', { keepalive: 1 })).toEqualTypeOf<Client>();
  // @ts-expect-error: an id cannot change.
  clients.update('a', { clientid: 'b' });
  // @ts-expect-error: the count is read-only.
  clients.count = 0;
}

// Errors
expectTypeOf<ClientError>().toExtend<Error>();
expectTypeOf<ClientError['problems']>().toEqualTypeOf<readonly FieldProblem[]>();
expectTypeOf<OptionError>().toExtend<Error>();
expectTypeOf<OptionError['option']>().toEqualTypeOf<string>();
