/** What comes between the kit and the broker while the other commands run. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { diffBrokers, recordBroker } from '../../contracts/diff/diff.js';
import { identifyBroker } from '../../contracts/identify/identify.js';
import { BrokerUnreachable } from '../../contracts/shared/errors.js';
import { snapshotBroker } from '../../contracts/snapshot/snapshot.js';
import type { MockRequest, MockResponse } from '../../mock/core/request-response.js';
import { transportTo } from '../support/in-process/check.js';
import { createDriver, endsAs } from '../support/in-process/driver.js';
import { createEngine, CREDENTIALS } from '../support/in-process/engine.js';
import { runMain } from '../support/run-main.js';
import { FOREIGN, GATEWAYS } from './gateways.js';
import { http } from './servers.js';

type IsInTheWay = (number: number, request: MockRequest) => boolean;

const TARGET = { baseUrl: 'http://localhost:8081/api/v4', credentials: CREDENTIALS };
const CLIENTS = 41;
const GOOD = 'a good file';
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amid-'));
  file = join(folder, 'clients.json');
});
afterAll(async () => rm(folder, { recursive: true }));

/** A broker of emqx-4.3.22, behind something that answers now and then in its place. */
function behind(isInTheWay: IsInTheWay, answer: MockResponse) {
  const engine = createEngine({ dialect: 'emqx-4.3', clients: CLIENTS });
  let number = 0;
  const transport = transportTo((request) => {
    number += 1;
    return isInTheWay(number, request) ? answer : engine.handle(request);
  });
  const driver = createDriver(engine.state, { ends: endsAs(engine.dialect.name) });
  return { transport, driver, clock: engine.clock };
}

const never = (): boolean => false;
const NOTHING = { status: 204, headers: {}, body: '' };

/** Each runs a command whose result must be the broker's. */
const COMMANDS = {
  async snapshot(broker: ReturnType<typeof behind>) {
    const { driver: _driver, ...way } = broker;
    const { clients } = await snapshotBroker(TARGET, { ...way, out: file, limit: 10 });
    expect(clients).toBe(CLIENTS);
  },
  async identify(broker: ReturnType<typeof behind>) {
    const { driver: _driver, ...way } = broker;
    const { contradictions, exitCode, fits } = await identifyBroker(TARGET, way);
    expect({ contradictions, exitCode }).toEqual({ contradictions: [], exitCode: 0 });
    expect(fits).toContain('4.3.22');
  },
  async diff(broker: ReturnType<typeof behind>) {
    const options = { a: broker, b: behind(never, NOTHING), random: () => 0.375 };
    const { entries } = await diffBrokers(TARGET, TARGET, options);
    expect(entries).toEqual([]);
  },
  async record(broker: ReturnType<typeof behind>) {
    const { recording } = await recordBroker(TARGET, broker);
    const { recording: good } = await recordBroker(TARGET, behind(never, NOTHING));
    expect(recording.answers.map(({ plain }) => plain)).toEqual(
      good.answers.map(({ plain }) => plain),
    );
  },
};

const NAMES = ['snapshot', 'identify', 'diff', 'record'] as const;

/** The error with which a command ends; the file that it writes stays as it was. */
async function failureOf(name: (typeof NAMES)[number], broker: ReturnType<typeof behind>) {
  await writeFile(file, GOOD);
  const error: unknown = await COMMANDS[name](broker).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BrokerUnreachable);
  expect(await readFile(file, 'utf8')).toBe(GOOD);
  await rm(`${file}.partial`, { force: true });
  return String(error);
}

describe.each(GATEWAYS)('$name', ({ answer, says }) => {
  describe.each(NAMES)('%s', (name) => {
    test.each([2, 4])('from request %i on: it ends, and nothing is written', async (first) => {
      const error = await failureOf(
        name,
        behind((number) => number >= first, answer),
      );
      expect(error).toMatch(/Since request \d+ (?:something else than|there is no list)/);
      expect(error).toContain(says);
    });

    test('once: it makes no difference', async () => {
      await COMMANDS[name](behind((number) => number === 4, answer));
    });
  });
});

describe.each(FOREIGN)('$name, to some requests only', ({ answer }) => {
  const isSome: IsInTheWay = (_number, { query = '' }) => /_page=2|_like_clientid=%5B/.test(query);

  test.each(['snapshot', 'diff', 'record'] as const)('%s: it ends', async (name) => {
    const error = await failureOf(name, behind(isSome, answer));
    expect(error).toMatch(/ is answered with HTTP|the broker answered HTTP/);
  });

  test('identify: what it says of the release rests on the others', async () => {
    await COMMANDS.identify(behind(isSome, answer));
  });
});

describe.concurrent('on the command line', () => {
  test.each(['snapshot', 'record'])('%s keeps the good file, and exits with 3', async (command) => {
    const engine = createEngine({ clients: CLIENTS });
    let number = 0;
    const obstacle = await http((request, response) => {
      number += 1;
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const { authorization = '' } = request.headers;
      const { status, headers, body } =
        number > 1
          ? { status: 302, headers: { location: '/login' }, body: '' }
          : engine.handle({ method: 'GET', path, query, headers: { authorization } });
      response.writeHead(status, headers);
      response.end(body);
    });
    const out = join(folder, `${command}.json`);
    await writeFile(out, GOOD);
    try {
      const { code, stderr } = await runMain(
        main,
        [command, `http://${obstacle.host}/api/v4`, '--out', out],
        { EMQX_CONTRACT_USER: `${CREDENTIALS.id}:${CREDENTIALS.secret}` },
      );
      expect(stderr).toMatch(/^error: Since request \d+ something else [^\n]+HTTP 302[^\n]+\n$/);
      expect(code).toBe(3);
      expect(await readFile(out, 'utf8')).toBe(GOOD);
    } finally {
      await obstacle.close();
    }
  });
});
