/** What a run sends to a broker, and how much it reads. */
import { expect, test } from 'vitest';
import { checkInProcess, type InProcessOptions } from '../support/in-process/check.js';
import { createEngine, type EngineOptions } from '../support/in-process/engine.js';

async function traffic(options: EngineOptions = {}, run: InProcessOptions = {}) {
  const engine = createEngine(options);
  const values = new Set<string>();
  let longest = 0;
  const others = () => [...engine.state.store].filter(({ clientid }) => !clientid.startsWith("ck-"));
  const before = others();
  const { requests, counts } = await checkInProcess(
    engine,
    (request) => {
      for (const [name, value] of new URLSearchParams(request.query ?? '')) {
        if (['zone', 'conn_state', 'clean_start', 'proto_name'].includes(name)) {
          values.add(`${name}=${value}`);
        }
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
  expect([...(await traffic()).values].sort()).toMatchInlineSnapshot(`
    [
      "clean_start=1",
      "clean_start=bogus",
      "clean_start=false",
      "clean_start=true",
      "conn_state=Connected",
      "conn_state=bogus",
      "conn_state=connected",
      "conn_state=disconnected",
      "conn_state=idle",
      "proto_name=CoAP",
      "proto_name=LwM2M",
      "proto_name=MQIsdp",
      "proto_name=MQTT",
      "proto_name=MQTT-SN",
      "proto_name=bogus",
      "proto_name=mqtt",
      "zone=EXTERNAL",
      "zone=emqx-contract-none",
      "zone=extern",
      "zone=external",
      "zone=internal",
      "zone=ternal",
    ]
  `);
});

test('a run leaves the clients of others as they were', async () => {
  const { before, after } = await traffic();
  expect(after).toEqual(before);
});

test.each([480, -210])('no rule fails on a broker %i minutes from UTC', async (minutes) => {
  await traffic({ utcOffsetMinutes: minutes });
});
