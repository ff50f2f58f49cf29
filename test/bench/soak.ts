/**
 * `npm run soak`: sends two million mixed requests to a built mock, with MQTT clients that come and
 * go, and reports its resident memory. Exit code 1: at the end it is not within 10 % of what it was
 * after the first 100,000, or a request failed.
 *
 * `-- --requests 300000` sends fewer; `--dialect emqx-4.3` and `--clients 10000` as for the mock.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';
import { Pool } from 'undici';
import { memoryOf } from './process.js';
import { quantile } from './sample.js';
import { AUTHORIZATION } from './server.js';
import { type SoakRequest, soakRequests } from './soak-requests.js';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '2000000' },
    dialect: { type: 'string', default: 'documented' },
    clients: { type: 'string', default: '1000' },
  },
});
const TOTAL = Number(values.requests);
/** After this many, caches and sandboxes are as many as they may be. */
const BEFORE = Math.min(100_000, TOTAL / 4);
/** The most that the memory may differ. */
const MOST = 0.1;
/** Turns at once. */
const PARALLEL = 16;

const BIN = join(import.meta.dirname, '../../dist/mock/bin.js');
const args = [BIN, '--port', '0', '--mqtt', '0', '--log', 'json', '--clients', values.clients];
const mock = spawn(process.execPath, [...args, '--dialect', values.dialect], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ready = await readyLine(mock);
const pool = new Pool(new URL(ready.url).origin, { connections: PARALLEL, pipelining: 1 });

/** The answers of the soak: those of HTTP status 500, and requests that got none, are failures. */
const counts = { sent: 0, failed: 0, mqtt: 0 };
let isOver = false;

async function send({ method, path, headers, json }: SoakRequest): Promise<void> {
  counts.sent++;
  try {
    const body = json === undefined ? null : JSON.stringify(json);
    const { statusCode, body: answer } = await pool.request({
      method,
      path,
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json', ...headers },
      body,
    });
    await answer.dump();
    if (statusCode === 500) fail(`${method} ${path}: HTTP 500`);
  } catch (error) {
    fail(`${method} ${path}: ${String(error)}`);
  }
}

function fail(what: string): void {
  counts.failed++;
  if (counts.failed <= 10) console.error(what);
}

const turns = soakRequests();

async function sendTurns(until: number): Promise<void> {
  while (counts.sent < until) for (const request of turns.next().value) await send(request);
}

/**
 * One MQTT client after the other, half of them with a session that outlives them for a second.
 * @param name no two at a time: a client of the same id would end the other.
 */
async function connectClients(name: string): Promise<void> {
  for (let index = 0; !isOver; index++) {
    const isPersistent = index % 2 === 0;
    const clientId = `soak-${name}-${index % 500}`;
    const client = await mqtt.connectAsync(ready.mqttUrl, {
      clientId,
      protocolVersion: 5,
      clean: !isPersistent,
      ...(isPersistent && { properties: { sessionExpiryInterval: 1 } }),
      reconnectPeriod: 0,
    });
    // A kick, or the reset of the mock, ends the connection at any time.
    client.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await Promise.race([closed, useClient(client, clientId, index).catch(() => undefined)]);
    if (index % 5 === 0) await Promise.race([closed, client.endAsync()]);
    else client.end(true);
    counts.mqtt++;
  }
}

async function useClient(client: mqtt.MqttClient, id: string, index: number): Promise<void> {
  await client.subscribeAsync(`soak/${index}/#`);
  await client.publishAsync(`soak/${index}`, 'x'.repeat(index % 1000), { qos: 1 });
  if (index % 3 === 0) await send({ method: 'DELETE', path: `/api/v4/clients/${id}` });
}

/** Resident megabytes without load: a median, as garbage comes and goes. */
async function settledMemory(): Promise<number> {
  const seen: number[] = [];
  for (let i = 0; i < 10; i++) {
    await sleep(500);
    seen.push(memoryOf(mock.pid).VmRSS);
  }
  return quantile(seen, 0.5);
}

async function readyLine({ stdout }: ChildProcess): Promise<{ url: string; mqttUrl: string }> {
  if (!stdout) throw new Error('The mock has no output.');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  stdout.resume();
  return JSON.parse(line) as { url: string; mqttUrl: string };
}

const shown = (count: number): string => count.toLocaleString('en');

async function runUntil(until: number): Promise<number> {
  isOver = false;
  const clients = [connectClients('a'), connectClients('b')];
  await Promise.all(Array.from({ length: PARALLEL }, () => sendTurns(until)));
  isOver = true;
  await Promise.all(clients);
  const memory = await settledMemory();
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${shown(counts.sent)} requests, ${shown(counts.mqtt)} MQTT clients, ${seconds} s: ` +
      `${memory.toFixed(0)} MB resident, ${counts.failed} failed`,
  );
  return memory;
}

const started = performance.now();
try {
  const before = await runUntil(BEFORE);
  let after = before;
  for (let part = 1; part <= 10; part++) {
    after = await runUntil(BEFORE + ((TOTAL - BEFORE) * part) / 10);
  }
  const change = after / before - 1;
  const isSame = change <= MOST;
  console.log(
    `Resident memory: ${before.toFixed(0)} MB after ${shown(BEFORE)} requests, ` +
      `${after.toFixed(0)} MB after ${shown(counts.sent)}: ${(change * 100).toFixed(1)} % ` +
      `(${isSame ? 'holds' : 'DOES NOT HOLD'}: at most ${MOST * 100} %).`,
  );
  if (!isSame || counts.failed > 0) process.exitCode = 1;
} finally {
  await pool.destroy();
  mock.kill();
}
