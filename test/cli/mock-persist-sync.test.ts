import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.js';

const BIN = join(import.meta.dirname, '../../dist/mock/bin.js');

interface Started {
  readonly url: string;
  readonly mqtt: string;
  readonly control: string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A delay of an hour: only the log can hold the changes. */
async function start(file: string, clients: number): Promise<Started> {
  const args = ['--persist', file, '--persist-sync', '--persist-delay', '3600000', '--no-auth'];
  const child = spawn(
    process.execPath,
    [BIN, ...args, '--port', '0', '--mqtt', '0', '--clients', String(clients), '--log', 'json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'close');
  };
  onTestFinished(() => kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { url: string; mqttUrl: string; controlUrl: string };
  return { url: ready.url, mqtt: ready.mqttUrl, control: ready.controlUrl, kill };
}

async function idsOf(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/clients?_limit=10000`);
  const { data } = (await response.json()) as { data: { clientid: string }[] };
  return data.map(({ clientid }) => clientid);
}

test('what was answered survives kill -9, again and again', async () => {
  const file = join(temporaryFolder(), 'state.ndjson');
  let mock = await start(file, 40);
  let expected = [...(await idsOf(mock.url))];
  for (let round = 0; round < 3; round++) {
    const [first = '', second = ''] = expected;
    await fetch(`${mock.url}/clients/${encodeURIComponent(first)}`, { method: 'DELETE' });
    await fetch(`${mock.url}/clients/${encodeURIComponent(second)}`, { method: 'DELETE' });
    const added = `added "${round}" \u2028 ${'x'.repeat(round * 1000)}`;
    await fetch(`${mock.control}/clients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientid: added }),
    });
    const client = await connectAsync(mock.mqtt, { clientId: `mqtt-${round}`, clean: false });
    await client.subscribeAsync('a/b');
    await mock.kill('SIGKILL');
    client.end(true);
    expected = [...expected.slice(2), added, `mqtt-${round}`];
    mock = await start(file, 1);
    expect(await idsOf(mock.url)).toEqual(expected);
    const lookup = await fetch(`${mock.url}/clients/mqtt-${round}`);
    expect(await lookup.json()).toMatchObject({ data: [{ subscriptions_cnt: 1 }] });
  }
  await mock.kill('SIGTERM');
  expect(existsSync(`${file}.log`)).toBe(false);
  mock = await start(file, 1);
  expect(await idsOf(mock.url)).toEqual(expected);
});
