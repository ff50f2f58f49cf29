import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Answer, Operation } from './answers.js';

const YAML = join(import.meta.dirname, '../../openapi/emqx-clients.yaml');
const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

const PATHS: Readonly<Record<Operation, readonly [method: string, path: string]>> = {
  'GET /clients': ['GET', '/clients?_limit=10'],
  'GET /clients/{clientid}': ['GET', '/clients/someone'],
  'DELETE /clients/{clientid}': ['DELETE', '/clients/someone'],
};
const AUTHORIZATION = `Basic ${btoa('app_id:app_secret')}`;

/** Prism's validation proxy before a broker that gives whatever answer it is told to give. */
export interface PrismProxy {
  /** What Prism has against an answer; `undefined`: nothing. */
  objection(answer: Answer): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Starts one Prism for all brokers: a start takes seconds. */
export async function startPrism(): Promise<PrismProxy> {
  let current: Answer | undefined;
  const broker = createServer((_request, response) => {
    const { status = 500, headers = {}, body = '' } = current?.response ?? {};
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
  const prism = await spawnPrism(upstream, ['--errors']);
  return {
    async objection(answer) {
      current = answer;
      const [method, path] = PATHS[answer.operation];
      const text = await ask(method, prism.url + path);
      return text.includes('stoplight.io/prism/errors') ? violationOf(text) : undefined;
    },
    async close() {
      await prism[Symbol.asyncDispose]();
      broker.closeAllConnections();
      broker.close();
    },
  };
}

/** Each time over a connection of its own: Prism closes idle ones, and we are idle for long. */
async function ask(method: string, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method, agent: false, headers: { authorization: AUTHORIZATION } };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Prism before a broker, as a process; `url` stands for the broker's. */
export interface PrismProcess extends AsyncDisposable {
  readonly url: string;
}

/** @param words options of `prism proxy`, e.g. `--errors` */
export async function spawnPrism(
  upstream: string,
  words: readonly string[],
): Promise<PrismProcess> {
  const prism = spawn(
    process.execPath,
    [PRISM, 'proxy', ...words, '--host', '127.0.0.1', '--port', '0', YAML, upstream],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  const url = await listening(prism);
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (prism.exitCode !== null || prism.signalCode !== null) return;
      const ended = new Promise((resolve) => prism.once('exit', resolve));
      prism.kill('SIGKILL'); // it waits for idle connections otherwise
      await ended;
    },
  };
}

async function listening(prism: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (chunk: Buffer): void => {
      if (log.length < 100_000) log += chunk.toString();
      const ready = /Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    prism.stdout?.on('data', read);
    prism.stderr?.on('data', read);
    prism.once('error', reject);
    prism.once('exit', (code) => reject(new Error(`Prism ended with ${String(code)}:\n${log}`)));
  });
}

function violationOf(text: string): string {
  const { validation = [], title = '' } = JSON.parse(text) as {
    title?: string;
    validation?: readonly { location: readonly string[]; message: string }[];
  };
  const first = validation.find(({ location }) => location[0] === 'response') ?? validation[0];
  return first ? `${first.location.join('.')}: ${first.message}` : title;
}
