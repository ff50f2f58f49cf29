import { describe, expect, it } from 'vitest';
import { BROKEN_BROKERS } from './faults/index.js';
import { createBroker } from './broker.js';
import { runGate } from './run-gate.js';

describe('a broker that', () => {
  it.each(BROKEN_BROKERS)('$name is found by $finds', async (broken) => {
    const { fault, finds, says, clients = 41, mqtt = true } = broken;
    const [rule = ''] = finds.split(': ');
    const broker = createBroker({ clients }, fault);
    const { deviations, messages } = await runGate(broker, { only: [rule], mqtt });
    expect(deviations).toContain(finds);
    if (says) expect(messages.join('\n')).toMatch(says);
  });
});
