import { readBrokerTime } from '../shared/broker-time.js';
import type { ClientRow } from '../shared/json.js';
import { RuleSkipped } from '../rule/rule.js';
import type { FixtureClient, Fixtures, MqttClientSpec, MqttConnection } from './test-client.js';
import type { ClientDefinition } from './client-definitions.js';

/** A test client: its definition, and what happened to it. */
export interface ClientState {
  readonly definition: ClientDefinition;
  readonly spec: MqttClientSpec;
  connection?: MqttConnection;
  /** Why the broker refused the client. */
  refused?: string;
  /** As the API last showed it. */
  row?: ClientRow;
}

export interface Login {
  readonly username: string;
  readonly password?: string | undefined;
}

/** What to connect for a definition. */
export function mqttSpecOf(
  definition: ClientDefinition,
  prefix: string,
  onLoopback: boolean,
  login: Login | undefined,
): MqttClientSpec {
  const { name, id = name, user, host } = definition;
  const username =
    login?.username ?? (user === undefined || definition.bareUser === true ? user : prefix + user);
  return {
    clientid: prefix + id,
    ...(username !== undefined && { username }),
    ...(login?.password !== undefined && { password: login.password }),
    version: definition.version,
    clean: definition.clean ?? true,
    ...(definition.expiry !== undefined && { expiry: definition.expiry }),
    keepalive: definition.keepalive ?? 60,
    ...(onLoopback && host !== undefined && { localAddress: `127.0.0.${host}` }),
    subscriptions: (definition.topics ?? []).map((topic) => prefix + topic),
  };
}

/** The state that the API must show. */
function stateOf(definition: ClientDefinition): 'connected' | 'disconnected' {
  return definition.offline === true ? 'disconnected' : 'connected';
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Whether the API shows the client in its state, and a returned one after its return. */
export function isShownAsDefined({ definition, row }: ClientState): boolean {
  if (!row) return false;
  const state = row['connected'] === true ? 'connected' : 'disconnected';
  if (state !== stateOf(definition)) return false;
  if (definition.returns !== true) return true;
  const [createdAt, connectedAt] = [textOf(row['created_at']), textOf(row['connected_at'])];
  return createdAt !== undefined && connectedAt !== undefined && connectedAt > createdAt;
}

function fixtureOf(
  { definition, spec, row }: ClientState,
  utcOffsetMinutes: number,
): FixtureClient {
  return {
    name: definition.name,
    clientid: spec.clientid,
    username: spec.username,
    version: spec.version,
    protoName: spec.version === 3 ? 'MQIsdp' : 'MQTT',
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

/** The fixtures, once all test clients have connected. */
export function fixturesOf(
  states: readonly ClientState[],
  prefix: string,
  utcOffsetMinutes: number,
): Fixtures {
  const clients = states
    .filter(({ refused }) => refused === undefined)
    .map((client) => fixtureOf(client, utcOffsetMinutes));
  const byName = new Map(clients.map((client) => [client.name, client]));
  const refusals = new Map(states.map(({ definition, refused }) => [definition.name, refused]));
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
