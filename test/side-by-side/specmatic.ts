import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { MockRequest } from '../../mock/core/request-response.js';
import { signed } from '../mutants/seams/request.js';
import type { Handle } from '../support/in-process/engine.js';

const YAML = join(import.meta.dirname, '../../openapi/emqx-clients.yaml');

/**
 * Runs the contract tests that Specmatic generates from the document against many brokers at once:
 * each broker has its own paths in one document, so that the JVM starts only once.
 * @param jar path of specmatic.jar, from the npm package `specmatic`
 * @param brokers by name: letters, digits and dashes
 * @returns names of the brokers that failed a test
 */
export async function runSpecmatic(
  jar: string,
  brokers: ReadonlyMap<string, Handle>,
): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'specmatic-'));
  const server = await serveAll(brokers);
  try {
    const contract = join(folder, 'brokers.yaml');
    writeFileSync(contract, contractOf([...brokers.keys()]));
    const { port } = server.address() as AddressInfo;
    const words = [`--testBaseURL=http://127.0.0.1:${port}`, `--junitReportDir=${folder}/junit`];
    const java = spawn('java', ['-jar', jar, 'test', contract, ...words], {
      cwd: folder,
      stdio: 'ignore',
    });
    await new Promise((resolve, reject) => java.once('exit', resolve).once('error', reject));
    return failuresIn(join(folder, 'junit'));
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document with its paths repeated for each broker. */
function contractOf(names: readonly string[]): string {
  const document = parse(readFileSync(YAML, 'utf8')) as {
    servers: unknown;
    paths: Record<string, Record<string, unknown>>;
  };
  const { paths } = document;
  document.servers = [{ url: 'http://127.0.0.1' }];
  document.paths = Object.fromEntries(
    names.flatMap((name) =>
      Object.entries(paths).map(([path, operations]) => [
        `/${name}${path}`,
        renamed(operations, name),
      ]),
    ),
  );
  return stringify(document, { aliasDuplicateObjects: false });
}

const renamed = (operations: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => {
      const { operationId } = operation as { operationId?: string };
      return operationId === undefined
        ? [method, operation]
        : [method, { ...(operation as object), operationId: `${operationId}-${name}` }];
    }),
  );

/** Passes `/name/clients…` to the broker of that name, with credentials: Specmatic sends none. */
async function serveAll(brokers: ReadonlyMap<string, Handle>): Promise<Server> {
  const server = createServer((request, response) => {
    const [, name = '', path = '', query = ''] =
      /^\/([^/?]+)([^?]*)\??(.*)$/s.exec(request.url ?? '') ?? [];
    const handle = brokers.get(name);
    const asked: MockRequest = {
      method: request.method ?? 'GET',
      path: `/api/v4${path}`,
      query,
      headers: {},
    };
    const answer = handle?.(signed(asked)) ?? { status: 404, headers: {}, body: '' };
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function failuresIn(folder: string): ReadonlySet<string> {
  const failures = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.xml')) continue;
    const xml = readFileSync(join(folder, file), 'utf8');
    for (const [testcase] of xml.matchAll(/<testcase [^>]*?(?:\/>|>.*?<\/testcase>)/gs)) {
      const broker = /\/([a-z0-9.-]+)\/clients/.exec(testcase)?.[1];
      if (broker !== undefined && /<(?:failure|error)/.test(testcase)) failures.add(broker);
    }
  }
  return failures;
}
