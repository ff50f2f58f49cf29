/** What a run sends to a broker, and how much it reads. */
import { expect, test } from 'vitest';
import { checkInProcess, type InProcessOptions } from '../support/in-process/check.js';
import { createEngine, type EngineOptions } from '../support/in-process/engine.js';

async function traffic(options: EngineOptions = {}, run: InProcessOptions = {}) {
  const engine = createEngine(options);
  const values: Record<string, Set<string>> = {};
  let longest = 0;
  const others = () =>
    [...engine.state.store].filter(({ clientid }) => !clientid.startsWith('ck-'));
  const before = others();
  const { requests, counts } = await checkInProcess(
    engine,
    (request) => {
      for (const [name, value] of new URLSearchParams(request.query ?? '')) {
        (values[name] ??= new Set()).add(value);
      }
      const answer = engine.handle(request);
      longest = Math.max(longest, answer.body.length);
      return answer;
    },
    run,
  );
  expect(counts).toMatchObject({ fail: 0, error: 0 });
  return { requests, values, longest, before, after: others() };
}

test('a run takes fewer than 1,500 requests and, without MQTT, fewer than 500', async () => {
  expect((await traffic()).requests).toBeLessThan(1500);
  expect((await traffic({}, { mqtt: false })).requests).toBeLessThan(500);
});

test('a run reads short pages only from a broker with many clients', async () => {
  expect((await traffic({ clients: 12_000 })).longest).toBeLessThan(2_000_000);
});

// EMQX makes an atom of each value of these filters, and never frees one.
test('a run sends only fixed values of zone, clean_start and the enums', async () => {
  const { values } = await traffic();
  const sent = (name: string): string => [...(values[name] ?? [])].sort().join(' ');
  expect(sent('clean_start')).toBe('1 bogus false true');
  expect(sent('conn_state')).toBe('Connected bogus connected disconnected idle');
  expect(sent('proto_name')).toBe('CoAP LwM2M MQIsdp MQTT MQTT-SN bogus mqtt');
  expect(sent('zone')).toBe('EXTERNAL emqx-contract-none extern external internal ternal');
});

test('a run leaves the clients of others as they were', async () => {
  const { before, after } = await traffic();
  expect(after).toEqual(before);
});

test.each([480, -210])('no rule fails on a broker %i minutes from UTC', async (minutes) => {
  await traffic({ utcOffsetMinutes: minutes });
});
