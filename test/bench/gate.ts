import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startMock, type DialectName } from '../../mock/index.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { quantile } from './sample.js';

const BIN = join(import.meta.dirname, '../../dist/contracts/bin.js');
const ROUNDS = 5;

/** What the gate costs: all rules in process, and as a command on the loopback. */
export async function measureGate(): Promise<string> {
  return [
    'All rules of emqx-contract against the mock',
    ...(await inProcess('documented')),
    ...(await inProcess('emqx-4.3.22')),
    ...(await onLoopback()),
  ].join('\n');
}

/** Without a socket and without waiting: the first run, with cold code, and the median of all. */
async function inProcess(dialect: DialectName): Promise<string[]> {
  const total: number[] = [];
  const broker: number[] = [];
  let rules = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const engine = createEngine({ dialect });
    let inBroker = 0;
    const started = performance.now();
    const report = await checkInProcess(
      engine,
      (request) => {
        const asked = performance.now();
        const answer = engine.handle(request);
        inBroker += performance.now() - asked;
        return answer;
      },
      dialect === 'documented' ? {} : { profile: dialect },
    );
    total.push(performance.now() - started);
    broker.push(inBroker);
    rules = report.results.length;
  }
  const [first = NaN] = total;
  return [
    `  in process, ${dialect}, ${rules} rules (limit 2 s): first ${first.toFixed(0)} ms, ` +
      `median ${median(total)}, of which the broker ${median(broker)}`,
  ];
}

/** `emqx-contract check` with MQTT and kicks; most of its time it waits for the clock. */
async function onLoopback(): Promise<string[]> {
  await using mock = await startMock({ port: 0, mqtt: 0, clients: 50 });
  const started = performance.now();
  const login = ['-u', 'app_id:app_secret'];
  const args = ['check', mock.url, '--mqtt', mock.mqttUrl ?? '', '--kick', ...login];
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' });
  const [code] = (await once(child, 'close')) as [number];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [`  emqx-contract check --mqtt --kick on the loopback: ${seconds} s, exit code ${code}`];
}

const median = (values: readonly number[]): string => `${quantile(values, 0.5).toFixed(0)} ms`;
