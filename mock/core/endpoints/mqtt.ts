import { ERROR_CODES } from '../../../openapi/index.js';
import type { JsonValue, StoredClient } from '../client.js';
import { answeringNode, runningNodes } from '../nodes.js';
import { BrokerCrash, MockLimit } from '../query/query-types.js';
import type { Steps } from '../steps.js';
import {
  isFilter,
  MAX_SUBSCRIPTIONS,
  parseTopic,
  subscribe,
  unsubscribe,
} from '../subscriptions.js';
import { dataOf, parameterOf, SUCCESS } from './endpoint.js';
import type { Endpoint, EndpointAnswer, EndpointCall } from './endpoint.js';

/** The vendor's manual has no name for it; brokers send it (recording beside/emqx-4.3.22). */
const BAD_QOS = 116;

/** A problem, or nothing if all is well. */
type Refused = { readonly code: number; readonly message: string } | undefined;

/** What one subscription or its end is asked with. */
type Read = (name: string) => JsonValue | undefined;

/** The client that the API finds: the first node's that has it. */
function findClient(
  { state, dialect }: EndpointCall,
  clientid: JsonValue | undefined,
): StoredClient | undefined {
  if (typeof clientid !== 'string') return undefined;
  const nodes =
    dialect.subscribeScope === 'asked node' ? [answeringNode(state)] : runningNodes(state);
  const clients = state.store.get(clientid);
  for (const node of nodes) {
    const found = clients.find((client) => client.node === node);
    if (found) return found;
  }
  return undefined;
}

function change({ state }: EndpointCall, before: StoredClient, after: StoredClient): void {
  if (after === before) return;
  state.store.put(after, state.clock.now());
  for (const listener of state.listeners) listener.subscriptionsChanged?.(after);
}

const UNKNOWN = { code: ERROR_CODES.clientOffline, message: 'channel_not_found' };
const BAD_TOPIC = { code: ERROR_CODES.badTopic, message: 'bad_topic' };

const badClientid = ({ dialect }: EndpointCall, clientid: unknown): Refused =>
  typeof clientid === 'string' || dialect.missingClientid === 'not found'
    ? undefined
    : { code: ERROR_CODES.badParameter, message: 'bad clientid: must be string' };

/** @throws {BrokerCrash} for topics that are no text. */
function topicsIn(read: Read): string[] {
  const given = read('topic') ?? read('topics') ?? '';
  if (typeof given !== 'string') throw new BrokerCrash('Failed to split the topics.');
  return given.split(',').filter(isFilter);
}

/** Share groups of a filter that a broker cannot read. */
const hasBadGroup = (topic: string): boolean => {
  if (!topic.startsWith('$share/')) return false;
  const { group, filter } = parseTopic(topic);
  return group === undefined || /[+#]/.test(group) || /^\$(?:share|queue)\//.test(filter);
};

function subscribeOne(call: EndpointCall, read: Read): Refused {
  const clientid = read('clientid');
  const topics = topicsIn(read);
  const qos = read('qos') ?? 0;
  const refused = badClientid(call, clientid);
  if (refused) return refused;
  if (topics.length === 0) return BAD_TOPIC;
  const isQos = typeof qos === 'number' && [0, 1, 2].includes(qos);
  if (!isQos && call.dialect.wrongQos === 'refused') return { code: BAD_QOS, message: 'bad_qos' };
  if (topics.some(hasBadGroup)) throw new BrokerCrash('Failed to read a share group.');
  const client = findClient(call, clientid);
  if (!client) return UNKNOWN;
  if (typeof qos === 'number') {
    const added = topics.map((topic) => ({ topic, qos }));
    if (client.subscriptions_cnt + added.length > MAX_SUBSCRIPTIONS) {
      throw new MockLimit(`a client with more than ${MAX_SUBSCRIPTIONS} subscriptions`);
    }
    change(call, client, subscribe(client, added));
  }
  return undefined;
}

function unsubscribeOne(call: EndpointCall, read: Read): Refused {
  const clientid = read('clientid');
  const topic = read('topic');
  const refused = badClientid(call, clientid);
  if (refused) return refused;
  if (typeof topic !== 'string' || !isFilter(topic)) return BAD_TOPIC;
  const client = findClient(call, clientid);
  if (!client) return UNKNOWN;
  const isShared = parseTopic(topic).group !== undefined;
  if (!isShared || call.dialect.sharedUnsubscribe === 'ends it') {
    change(call, client, unsubscribe(client, topic));
  }
  return undefined;
}

const answerOf = (refused: Refused): EndpointAnswer =>
  refused ? { kind: 'error', ...refused } : SUCCESS;

type One = (call: EndpointCall, read: Read) => Refused;

/** A request with one subscription: its parameters are those of the query and the body. */
const single = (one: One) => (call: EndpointCall) =>
  answerOf(one(call, (name) => parameterOf(call.pairs, name)));

/** A request with a list in its body; each item has an answer of its own, and none undoes another. */
const batch = (one: One) =>
  function* (call: EndpointCall): Steps<EndpointAnswer> {
    const { jsonBody } = call.request;
    if (!Array.isArray(jsonBody)) throw new BrokerCrash('Failed to read the body as a list.');
    const answers: JsonValue[] = [];
    for (const item of jsonBody as readonly JsonValue[]) {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) {
        throw new BrokerCrash('Failed to read an item of the list.');
      }
      const members = new Map(Object.entries(item));
      const read: Read = (name) => members.get(name);
      const code = one(call, read)?.code ?? 0;
      const topic = read('topic') ?? read('topics') ?? '';
      answers.push({ topic, code, clientid: read('clientid') ?? 'undefined' });
      yield;
    }
    return dataOf(answers);
  };

const post = (path: string, answer: Endpoint['answer']): Endpoint => ({
  method: 'POST',
  path: `mqtt/${path}`,
  asks: 'all nodes',
  answer,
});

/** The API subscribes in place of a client (recording beside/emqx-4.3.22, mqtt/subscribe). */
export const MQTT_ENDPOINTS: readonly Endpoint[] = [
  post('subscribe', single(subscribeOne)),
  post('unsubscribe', single(unsubscribeOne)),
  post('subscribe_batch', batch(subscribeOne)),
  post('unsubscribe_batch', batch(unsubscribeOne)),
];
