/**
 * `npm run smoke`: packs the built package, installs it as users do, and uses it. Needs the registry,
 * so `.ci/run` runs it and `npm test` does not.
 *
 * - An empty folder and an empty cache: two commands, then curl, within a time limit.
 * - With npm, pnpm and yarn; from ES modules, CommonJS and TypeScript; on every Node.js below.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** From the first command to the first answer. */
const FIRST_ANSWER_SECONDS = 30;

/** The oldest version that works, and the newest of each line. */
const NODE_VERSIONS = ['20.19.0', '22', '24'] as const;

const ATTEMPTS = 3;
const COMMAND_TIMEOUT_MS = 180_000;
/** Errors of the way to the registry: worth another attempt. */
const NETWORK =
  /\b(ECONN\w+|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EPIPE|ERR_SOCKET\w*|socket hang up|network (timeout|request)|50[0234] |429 )/i;

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'smoke-'));

const ESM = `
import { startMock } from 'emqx-clients-kit';
import { checkBroker } from 'emqx-clients-kit/contracts';
import { document } from 'emqx-clients-kit/openapi';
import { validator } from 'emqx-clients-kit/openapi/validators';

const mock = await startMock({ port: 0, mqtt: 0, clients: 3, log: 'silent' });
const response = await fetch(mock.url + '/clients', { headers: mock.authorization });
const { meta, data } = await response.json();
const report = await checkBroker({ baseUrl: mock.url, credentials: { id: 'app_id', secret: 'app_secret' } });
await mock.close();
console.log(meta.count, validator('Client')(data[0]).ok, report.results.every(({ outcome }) => outcome === 'pass' || outcome === 'skip'), document.info.version);
`;

const COMMONJS = `
const { startMock } = require('emqx-clients-kit');
const { rules } = require('emqx-clients-kit/contracts');
startMock({ port: 0, clients: 3, log: 'silent' }).then(async (mock) => {
  const response = await fetch(mock.url + '/clients', { headers: mock.authorization });
  console.log((await response.json()).meta.count, rules.length > 0);
  await mock.close();
});
`;

const TYPESCRIPT = `
import { startMock, type Client } from 'emqx-clients-kit';
import { checkBroker, type Report } from 'emqx-clients-kit/contracts';

const mock = await startMock({ port: 0 });
export const first: Client | undefined = mock.clients.first();
export const report: Report = await checkBroker({ baseUrl: mock.url });
// @ts-expect-error: there is no such option
await startMock({ prot: 0 });
`;

class Failure extends Error {}

/** Runs a command to its end; after an error of the network, again. Returns standard output. */
function run(cwd: string, command: string, args: readonly string[], env = {}): string {
  for (let attempt = 1; ; attempt++) {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      timeout: COMMAND_TIMEOUT_MS,
      // `npm run --silent` would silence these commands, too.
      env: { ...process.env, npm_config_loglevel: 'error', ...env },
    });
    if (status === 0) return stdout.trim();
    const output = `${stdout}${stderr}${error?.message ?? ''}`;
    if (attempt === ATTEMPTS || !NETWORK.test(output)) {
      throw new Failure(
        `${[command, ...args].join(' ')} in ${cwd}: exit code ${status}\n${output}`,
      );
    }
    console.log(`  the network failed; attempt ${attempt + 1} of ${ATTEMPTS}`);
  }
}

function expectOutput(what: string, got: string, expected: string | RegExp): void {
  const holds = typeof expected === 'string' ? got === expected : expected.test(got);
  if (!holds) throw new Failure(`${what}: expected ${String(expected)}, but got:\n${got}`);
}

/** A user's project. */
function createProject(name: string): string {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(project, 'esm.mjs'), ESM);
  writeFileSync(join(project, 'commonjs.cjs'), COMMONJS);
  writeFileSync(join(project, 'consumer.mts'), TYPESCRIPT);
  return project;
}

/** Runs both programs with `node`, or what starts it. */
function runPrograms(project: string, node: readonly [string, ...string[]] = ['node']): void {
  const [command, ...args] = node;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expectOutput('esm.mjs', run(project, command, [...args, 'esm.mjs']), `3 true true ${version}`);
  expectOutput('commonjs.cjs', run(project, command, [...args, 'commonjs.cjs']), '3 true');
}

/** `npm pack` of the build that there is, with the files as they are published. */
function pack(): string {
  const packedFiles = ['exec', '--', 'tsx', 'test/package/packed-files.ts'];
  run(root, 'npm', [...packedFiles, '--pack']);
  try {
    const name = run(root, 'npm', [
      ...['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
    ]);
    return join(folder, name);
  } finally {
    run(root, 'npm', [...packedFiles, '--restore']);
  }
}

/** The first answer of a mock that two commands have started, as text. */
async function firstAnswer(project: string, tarball: string): Promise<string> {
  const env = { npm_config_cache: join(folder, 'empty-cache') };
  run(project, 'npm', ['install', '--no-audit', '--no-fund', tarball], env);
  const mock = spawn('npx', ['emqx-clients-kit', 'mock', '--port', '0'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // its own group, which ends as a whole
    env: { ...process.env, ...env },
  });
  try {
    for await (const line of createInterface(mock.stdout)) {
      const url = /https?:\/\/[^\s"']+/.exec(line)?.[0];
      if (url === undefined) continue;
      return run(project, 'curl', ['-sS', '-u', 'app_id:app_secret', `${url}/clients/emqx_c_1`]);
    }
    throw new Failure('npx emqx-clients-kit mock ended before it was ready');
  } finally {
    if (mock.pid !== undefined) process.kill(-mock.pid, 'SIGTERM');
  }
}

async function step(name: string, action: () => void | Promise<void>): Promise<void> {
  const started = performance.now();
  await action();
  console.log(`✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

try {
  const tarball = pack();
  const project = createProject('npm');

  const started = performance.now();
  await step('an empty folder, two commands, and curl has the first answer', async () => {
    const answer = await firstAnswer(project, tarball);
    expectOutput('curl', answer, /^\{"data":\[\{.*"clientid":"emqx_c_1".*\}\],"code":0\}$/);
    const seconds = (performance.now() - started) / 1000;
    if (seconds > FIRST_ANSWER_SECONDS) {
      throw new Failure(
        `the first answer took ${seconds.toFixed(1)} s, not ${FIRST_ANSWER_SECONDS} s`,
      );
    }
  });
  await step('the links of the packed README lead to files or to the repository', () => {
    const text = readFileSync(join(project, 'node_modules/emqx-clients-kit/README.md'), 'utf8');
    expectOutput('README.md', text, /\]\(https:\/\/github\.com\/[^)]*\/blob\/v/);
  });
  await step('npm install has nothing to warn of', () => {
    const warned = createProject('warnings');
    const { status, stderr } = spawnSync('npm', ['install', '--no-audit', tarball], {
      cwd: warned,
      encoding: 'utf8',
      env: { ...process.env, npm_config_loglevel: 'warn' },
    });
    expectOutput('npm install', `${status} ${stderr}`, '0 ');
  });
  for (const version of NODE_VERSIONS) {
    await step(`npm, ES modules and CommonJS on Node.js ${version}`, () => {
      runPrograms(project, ['npx', '--yes', '--package', `node@${version}`, 'node']);
    });
  }
  await step('npm, TypeScript', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext'];
    run(project, 'node', [tsc, ...options, ...types, '--skipLibCheck', 'consumer.mts']);
  });
  await step('pnpm', () => {
    const pnpm = createProject('pnpm');
    const store = ['--store-dir', join(folder, 'pnpm-store')];
    run(pnpm, 'npx', ['--yes', 'pnpm@10.34.8', 'add', ...store, tarball]);
    runPrograms(pnpm);
    expectOutput('help', run(pnpm, 'node_modules/.bin/emqx-clients-kit', ['--help']), /contract/);
  });
  await step('yarn', () => {
    const yarn = createProject('yarn');
    const cache = ['--cache-folder', join(folder, 'yarn-cache'), '--no-progress'];
    run(yarn, 'npx', ['--yes', 'yarn@1.22.22', 'add', ...cache, `file:${tarball}`]);
    runPrograms(yarn);
    expectOutput('help', run(yarn, 'node_modules/.bin/emqx-clients-kit', ['--help']), /contract/);
  });
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`✗ smoke: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
