import { readBrokerTime } from '../shared/broker-time.js';
import type { ClientRow } from '../rule/rule-context.js';
import { RuleSkipped } from '../rule/rule.js';
import type { FixtureClient, Fixtures, MqttClientSpec, MqttConnection } from './test-client.js';
import type { ClientDefinition } from './client-definitions.js';

/** A part and what has become of it. */
export interface ClientState {
  readonly definition: ClientDefinition;
  readonly spec: MqttClientSpec;
  connection?: MqttConnection;
  /** Why the broker did not take the client. */
  refused?: string;
  /** As the API showed it last. */
  row?: ClientRow;
}

export interface Login {
  readonly username: string;
  readonly password?: string | undefined;
}

/** What the client of a part is told to be. */
export function specOf(
  part: ClientDefinition,
  prefix: string,
  onLoopback: boolean,
  login: Login | undefined,
): MqttClientSpec {
  const username =
    login?.username ??
    (part.user === undefined || part.bareUser === true ? part.user : prefix + part.user);
  return {
    clientid: prefix + (part.id ?? part.name),
    ...(username === undefined ? {} : { username }),
    ...(login?.password === undefined ? {} : { password: login.password }),
    version: part.version,
    clean: part.clean ?? true,
    ...(part.expiry === undefined ? {} : { expiry: part.expiry }),
    keepalive: part.keepalive ?? 60,
    ...(onLoopback && part.host !== undefined ? { localAddress: `127.0.0.${part.host}` } : {}),
    subscriptions: part.subscriptions ?? [],
  };
}

/** The state that the API must come to show. */
export function stateOf(part: ClientDefinition): 'connected' | 'disconnected' {
  return part.offline === true ? 'disconnected' : 'connected';
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Shown, in the state it is in, and after its return where it returned. */
export function isShownAsDefined({ definition, row }: ClientState): boolean {
  if (!row) return false;
  const state = row['connected'] === true ? 'connected' : 'disconnected';
  if (state !== stateOf(definition)) return false;
  if (definition.returns !== true) return true;
  const [createdAt, connectedAt] = [textOf(row['created_at']), textOf(row['connected_at'])];
  return createdAt !== undefined && connectedAt !== undefined && connectedAt > createdAt;
}

/** What `proto_name` must be (decisions.md: MQTT 3.1 clients). */
export function protoNameOf(version: number): 'MQIsdp' | 'MQTT' {
  return version === 3 ? 'MQIsdp' : 'MQTT';
}

function clientOf({ definition, spec, row }: ClientState, utcOffsetMinutes: number): FixtureClient {
  return {
    name: definition.name,
    clientid: spec.clientid,
    username: spec.username,
    version: spec.version,
    protoName: protoNameOf(spec.version),
    clean: spec.clean,
    expiry: spec.expiry,
    keepalive: spec.keepalive,
    subscriptions: spec.subscriptions,
    connState: stateOf(definition),
    batch: definition.batch,
    returned: definition.returns === true,
    createdAt: readBrokerTime(row?.['created_at'], utcOffsetMinutes),
    connectedAt: readBrokerTime(row?.['connected_at'], utcOffsetMinutes),
    ipAddress: textOf(row?.['ip_address']),
    zone: textOf(row?.['zone']),
    node: textOf(row?.['node']),
    row,
  };
}

/** The known truth, once everybody has played. */
export function fixturesOf(
  players: readonly ClientState[],
  prefix: string,
  utcOffsetMinutes: number,
): Fixtures {
  const clients = players
    .filter(({ refused }) => refused === undefined)
    .map((player) => clientOf(player, utcOffsetMinutes));
  const byName = new Map(clients.map((client) => [client.name, client]));
  const refusals = new Map(players.map(({ definition, refused }) => [definition.name, refused]));
  return {
    prefix,
    clients,
    missing: clients.filter(({ row }) => row === undefined),
    named(name) {
      const client = byName.get(name);
      if (client) return client;
      const refused = refusals.get(name);
      if (refused !== undefined) throw new RuleSkipped(`the broker ${refused}`);
      throw new Error(`There is no fixture named "${name}".`);
    },
    where: (test) => clients.filter(test),
    createdSeconds: distinct(clients.map(({ createdAt }) => createdAt)),
    connectedSeconds: distinct(clients.map(({ connectedAt }) => connectedAt)),
  };
}

function distinct(seconds: readonly number[]): readonly number[] {
  return [...new Set(seconds.filter((second) => !Number.isNaN(second)))].sort((a, b) => a - b);
}
