/** The type of a client: closed, with the members of EMQX 4.4 and unknown ones in types of their own. */
import { expectTypeOf } from 'vitest';
import type { Client, Client44, ClientLookup, ClientsPage, OpenClient } from '../../mock/index.js';
import type { components } from '../../openapi/index.js';

/** How a program might read a client, with mistakes. */
export function readsMembers(client: Client, newer: Client44, open: OpenClient): void {
  // @ts-expect-error: the member is called clientid.
  expectTypeOf(client.clientId);
  // @ts-expect-error: only 4.4 sends it.
  expectTypeOf(client['recv_msg.qos1']);
  // @ts-expect-error: 4.4 does not send it.
  expectTypeOf(newer['recv_msg.qos3']);
  expectTypeOf(newer['recv_msg.qos1']).toEqualTypeOf<number | undefined>();
  expectTypeOf(newer['send_msg.dropped.queue_full']).toEqualTypeOf<number | undefined>();
  expectTypeOf(newer.clientid).toEqualTypeOf<string>();
  expectTypeOf(open.clientid).toEqualTypeOf<string>();
  expectTypeOf(open['anything']).toEqualTypeOf<unknown>();
  // @ts-expect-error: the response is read-only.
  client.clientid = 'other';
}

// @ts-expect-error: no such member.
export const key: keyof Client = 'nonsense';
expectTypeOf<'clientid'>().toExtend<keyof Client>();
// @ts-expect-error: no such member.
export const key44: keyof Client44 = 'nonsense';

/** A row of a table without the node: its other members are still known. */
type WithoutNode = Omit<Client, 'node'>;
expectTypeOf<WithoutNode>().not.toHaveProperty('node');
expectTypeOf<WithoutNode['clientid']>().toEqualTypeOf<string>();
expectTypeOf<WithoutNode['connected']>().toEqualTypeOf<boolean>();
expectTypeOf<keyof WithoutNode>().toEqualTypeOf<Exclude<keyof Client, 'node'>>();

// Both are clients, so a function of clients accepts them.
expectTypeOf<Client44>().toExtend<Client>();
expectTypeOf<OpenClient>().toExtend<Client>();
expectTypeOf<Client>().toExtend<OpenClient>();
expectTypeOf<Client>().toExtend<Client44>();

// Pages
expectTypeOf<components['schemas']['ClientsPage']>().toExtend<ClientsPage>();
expectTypeOf<components['schemas']['ClientLookup']>().toExtend<ClientLookup>();
expectTypeOf<ClientsPage['data'][number]>().toEqualTypeOf<Client>();
expectTypeOf<ClientsPage<Client44>['data'][number]>().toEqualTypeOf<Client44>();
expectTypeOf<ClientLookup<OpenClient>['data'][number]>().toEqualTypeOf<OpenClient>();
expectTypeOf<ClientsPage<Client44>['meta']>().toEqualTypeOf<ClientsPage['meta']>();
// @ts-expect-error: a row is a client.
export type NoPage = ClientsPage<{ id: string }>;
