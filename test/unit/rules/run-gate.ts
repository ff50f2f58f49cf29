import { ApiClient } from '../../../contracts/http/api-client.js';
import type { RuleEnvironment } from '../../../contracts/rule/context.js';
import { TestClientPool } from '../../../contracts/test-clients/test-client-pool.js';
import { createSafetyGuard } from '../../../contracts/http/safety-guard.js';
import { CAPABILITIES } from '../../../contracts/rule/capability.js';
import { deviationsOf, type RuleResult } from '../../../contracts/runner/rule-result.js';
import type { Rule } from '../../../contracts/rule/rule.js';
import { rules as allRules } from '../../../contracts/rules/index.js';
import { checkRule } from '../../../contracts/runner/run-rule.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';
import { type Broker, PREFIX } from './broker.js';
import { MqttStandIn } from './mqtt-stand-in.js';

function transportTo(broker: Broker): Transport {
  return {
    send: async ({ method, path, headers }: SentRequest) => {
      const [before = '', ...after] = path.split('?');
      const answer = await broker.handle({
        method,
        path: before,
        query: after.join('?'),
        headers,
      });
      return { status: answer.status, headers: answer.headers, text: answer.body };
    },
  };
}

/** Needs that a run without MQTT does not meet. */
const MQTT_NEEDS = CAPABILITIES.filter((need) => need !== 'credentials' && need !== 'utc-offset');

export interface GateOptions {
  /** Ids of rules. Default all. */
  readonly only?: readonly string[];
  /** Whether the run has clients of its own, and may kick them. Default true. */
  readonly mqtt?: boolean;
}

export interface GateResult {
  readonly results: readonly RuleResult[];
  readonly requests: number;
  /** `rule: deviation`, of every rule that found one. */
  readonly deviations: readonly string[];
  /** The messages of the deviations. */
  readonly messages: readonly string[];
  readonly skipped: readonly string[];
}

/** Runs rules against a broker, all in this process. */
export async function runGate(broker: Broker, options: GateOptions = {}): Promise<GateResult> {
  const { mqtt = true, only } = options;
  const credentials = { id: 'app_id', secret: 'app_secret' };
  const { clock } = broker;
  const transport = createSafetyGuard(transportTo(broker), {
    basePath: '/api/v4',
    kick: mqtt,
    prefix: PREFIX,
  });
  const api = new ApiClient({
    target: { baseUrl: 'http://localhost:8081/api/v4', credentials },
    transport,
    clock,
  });
  const driver = new MqttStandIn(broker);
  const stage = new TestClientPool({ driver, api, prefix: PREFIX, clock, timeoutMs: 10_000 });
  if (mqtt) await stage.open();
  const context: RuleEnvironment = {
    api,
    clock,
    prefix: PREFIX,
    testClients: mqtt ? stage : undefined,
    missingCapabilities: mqtt
      ? stage.missingCapabilities
      : new Map(MQTT_NEEDS.map((need) => [need, 'there is no MQTT'])),
    utcOffsetMinutes: mqtt ? stage.utcOffsetMinutes : broker.mock.settings.utcOffsetMinutes,
  };
  const rules: readonly Rule[] = allRules.filter(({ id }) => only?.includes(id) ?? true);
  const results: RuleResult[] = [];
  for (const rule of rules) results.push(await checkRule(rule, context));
  if (mqtt) await stage.close();
  return {
    results,
    requests: api.count,
    deviations: results.flatMap((result) =>
      result.outcome === 'error'
        ? [`${result.rule.id}: error: ${result.reason}`]
        : deviationsOf(result).map(({ deviation }) => `${result.rule.id}: ${deviation}`),
    ),
    messages: results.flatMap((each) => deviationsOf(each).map(({ message }) => message)),
    skipped: results.filter(({ outcome }) => outcome === 'skip').map(({ rule }) => rule.id),
  };
}
