import { spawn, type ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const YAML = join(import.meta.dirname, '../../openapi/emqx-clients.yaml');
const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

/** Prism in a process of its own. */
export interface PrismProcess extends AsyncDisposable {
  readonly url: string;
}

/** Runs `prism mock`, or `prism proxy` before the broker at `upstream`, on a free port. */
export async function spawnPrism(
  upstream?: string,
  options: readonly string[] = [],
): Promise<PrismProcess> {
  const command = upstream === undefined ? ['mock', YAML] : ['proxy', YAML, upstream];
  const prism = spawn(
    process.execPath,
    [PRISM, ...command, '--host', '127.0.0.1', '--port', '0', ...options],
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

/**
 * Sends a request over a connection of its own: Prism closes idle connections, and a request on one
 * that it is about to close would be lost.
 */
export async function askPrism(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, headers }, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then(
        (body) => resolve({ status, headers: headers as Record<string, string>, text: body }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
