/**
 * The image, without Docker: the Dockerfile is linted, its steps are run in folders, and what the last
 * stage contains is started with its ENTRYPOINT, CMD and HEALTHCHECK.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createInterface } from 'node:readline';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary-folder.js';
import { stagesOf, type Step } from './dockerfile.js';
import { runStages, type BuiltStage } from './run-stages.js';

const context = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(context, path), 'utf8');

const dockerfile = read('Dockerfile');
const stages = stagesOf(dockerfile);
const last = stages.at(-1)?.steps ?? [];
const stepsOf = (keyword: string): Step[] => last.filter((step) => step.keyword === keyword);

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}
const services = (path: string): Record<string, Service> =>
  (parse(read(path)) as { services: Record<string, Service> }).services;
const mockService = services('compose.yaml')['mock'];
const gateService = services('compose.gate.yaml')['gate'];

describe('the Dockerfile', () => {
  test('has no problem that a linter finds', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  test('pins its base image to a version', () => {
    const [, version] = /^ARG NODE=(.+)$/m.exec(dockerfile) ?? [];
    expect(version).toMatch(/^\d+\.\d+\.\d+-[a-z]+-slim(@sha256:[0-9a-f]{64})?$/);
    expect(stages.map(({ image }) => image)).toEqual(stages.map(() => 'node:${NODE}'));
  });

  test('runs as a user that is not root', () => {
    const users = stepsOf('USER').map(({ text }) => text);
    expect(users).toEqual(['node']);
    const afterUser = last.slice(last.findIndex(({ keyword }) => keyword === 'USER'));
    expect(afterUser.filter(({ keyword }) => ['RUN', 'COPY'].includes(keyword))).toEqual([]);
  });

  test('starts its command without a shell, which would not pass on signals', () => {
    for (const step of [...stepsOf('ENTRYPOINT'), ...stepsOf('CMD')]) {
      expect(step.words).not.toEqual([]);
    }
    expect(stepsOf('STOPSIGNAL').map(({ text }) => text)).toEqual(['SIGTERM']);
  });

  test('installs what the lockfile pins, without scripts of packages', () => {
    const runs = stages.flatMap(({ steps }) => steps.filter(({ keyword }) => keyword === 'RUN'));
    const installs = runs.map(({ text }) => text).filter((text) => /npm (ci|i|install)/.test(text));
    expect(installs).not.toEqual([]);
    expect(installs.filter((text) => !/^npm ci .*--ignore-scripts$/.test(text))).toEqual([]);
  });

  test('copies only what .dockerignore lists', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = stages
      .flatMap(({ steps }) => steps)
      .filter(({ keyword, from }) => keyword === 'COPY' && from === undefined)
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    expect(new Set(copied)).toEqual(new Set(allowed));
    expect(copied.filter((path) => !existsSync(join(context, path)))).toEqual([]);
  });
});

describe('compose', () => {
  test('starts the gate when the mock of the same image is healthy', () => {
    expect(gateService?.image).toBe(mockService?.image);
    expect(gateService?.depends_on).toEqual({ mock: { condition: 'service_healthy' } });
  });
});

describe('the image', () => {
  let image: BuiltStage;
  /** The arguments of Node.js for the container's command, in the folder of the image. */
  const commandOf = (args: readonly string[]): string[] => {
    const [, ...words] = stepsOf('ENTRYPOINT')[0]?.words ?? [];
    const mapped = words.map((word) => (posix.isAbsolute(word) ? join(image.root, word) : word));
    return [...mapped, ...args];
  };

  beforeAll(() => {
    const listing = ['ls', '--all', '--omit=dev', '--omit=peer', '--parseable'];
    const modules = join(context, 'node_modules/');
    const production = execFileSync('npm', listing, { cwd: context, encoding: 'utf8' })
      .split('\n')
      .filter((path) => path.startsWith(modules))
      .map((path) => path.slice(modules.length))
      .filter((path) => !path.includes('/node_modules/'));
    image = runStages(stages, { context, folder: temporaryFolder(afterAll), production });
  });

  /** Starts a service, with its own ports, and returns the URLs that it prints. */
  async function startMock(): Promise<{ api: string; mqtt: string; stop: () => Promise<unknown> }> {
    // Other tests may use the ports of compose.yaml.
    const free = { EMQX_MOCK_HOST: '127.0.0.1', EMQX_MOCK_PORT: '0', EMQX_MOCK_MQTT: '0' };
    const mock = spawn(process.execPath, commandOf(mockService?.command ?? []), {
      cwd: image.workdir,
      env: { ...image.env, ...free },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void mock.kill('SIGKILL'));
    const ended = once(mock, 'close');
    let text = '';
    for await (const line of createInterface(mock.stdout)) {
      text += `${line}\n`;
      if (text.includes('http://') && text.includes('mqtt://')) break;
    }
    const [api = ''] = /http:\/\/[^\s"']+/.exec(text) ?? [];
    const [mqtt = ''] = /mqtt:\/\/[^\s"']+/.exec(text) ?? [];
    return {
      api,
      mqtt,
      stop: async () => {
        mock.kill('SIGTERM');
        return (await ended)[0] as unknown;
      },
    };
  }

  /** The exit code of HEALTHCHECK. */
  function health(port: string): number | null {
    const [, command = '[]'] = /CMD (\[.*\])$/.exec(stepsOf('HEALTHCHECK')[0]?.text ?? '') ?? [];
    const [, ...args] = JSON.parse(command) as string[];
    const env = { ...image.env, EMQX_MOCK_PORT: port };
    return spawnSync(process.execPath, args, { env }).status;
  }

  test('contains no sources, no tests and no development packages', () => {
    expect(existsSync(join(image.root, 'app/dist/bin.js'))).toBe(true);
    for (const path of ['app/mock', 'app/test', 'app/node_modules/vitest']) {
      expect(existsSync(join(image.root, path))).toBe(false);
    }
  });

  test('is healthy while the mock runs, passes the gate, and stops on SIGTERM', async () => {
    const mock = await startMock();
    const { port } = new URL(mock.api);
    expect(health(port)).toBe(0);

    const command = (gateService?.command ?? []).map((word) =>
      word
        .replace('http://mock:8081', new URL(mock.api).origin)
        .replace('mqtt://mock:1883', mock.mqtt),
    );
    const gate = spawnSync(process.execPath, commandOf(command), {
      cwd: image.workdir,
      env: { ...image.env, ...(gateService?.environment as Record<string, string>) },
      encoding: 'utf8',
    });
    expect(gate.status, gate.stderr + gate.stdout).toBe(0);
    // The folder of the volume.
    expect(gateService?.volumes).toEqual(['./reports:/home/node/reports']);
    expect(existsSync(join(image.root, 'home/node/reports/contract.xml'))).toBe(true);

    expect(await mock.stop()).toBe(0);
    expect(health(port)).toBe(1);
  });

  test('prints its help without a command', () => {
    const help = spawnSync(process.execPath, commandOf(['--help']), { encoding: 'utf8' });
    expect(help.stdout).toContain('Usage: emqx-clients-kit');
  });
});
