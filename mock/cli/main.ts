import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { tellCoverage, type CoverageWish } from './coverage.js';
import { createOptions, readEnvironment, VariableError } from './options.js';
import type { DialectName } from '../core/dialects/dialect.js';
import type { FaultRule } from '../faults/fault-rule.js';
import { OptionError, startMock, StateFileError, type RunningMock } from '../index.js';
import type { LogFormat } from '../server/request-log.js';
import { SCENARIOS } from '../scenarios/index.js';

/** Where a command writes, and what it is told by its surroundings. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
}

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

interface CliOptions {
  readonly port: number;
  readonly host: string;
  readonly basePath: string;
  readonly app?: readonly string[];
  readonly auth: boolean;
  readonly clients?: number;
  readonly seed: number;
  readonly now?: string;
  readonly utcOffset: string;
  readonly dialect: DialectName;
  readonly strict: boolean;
  readonly mqtt?: number;
  readonly mqttUser?: string;
  readonly fault?: readonly FaultRule[];
  readonly scenario?: string;
  readonly from?: string;
  readonly lenient: boolean;
  readonly watch: boolean;
  readonly persist?: string;
  readonly persistDelay: number;
  readonly journal: number;
  readonly control: boolean;
  readonly controlToken?: string;
  readonly coverage?: CoverageWish;
  readonly cors: boolean;
  readonly log: LogFormat;
}

const EXAMPLES = `
Examples:
  emqx-mock                                   1,000 clients on http://127.0.0.1:8081/api/v4
  emqx-mock --port 0 --clients 50 --seed 7    a free port, 50 clients, the same every time
  emqx-mock --dialect emqx-4.3                answer as EMQX 4.3.22 really does
  emqx-mock --mqtt                            MQTT clients may connect, on port 1883
  emqx-mock --fault 'GET /clients nth=3 status=503'   the third list fails
  emqx-mock --scenario kicked-while-paging    rows shift between page 1 and page 2
  emqx-mock --from clients.json               what curl saved of GET /clients
  emqx-mock --persist state.ndjson            clients that survive a restart
  emqx-mock --coverage                        tell at exit what was never asked for
  emqx-mock --app front:end --app ci:secret   your own credentials

Every option is an environment variable too: --base-path is EMQX_MOCK_BASE_PATH.
Options on the command line win over the environment.

Exit codes: 0 stopped by a signal, or help was asked for; 1 the mock failed;
2 an option or variable is wrong, or the port or a file can not be used.`;

/**
 * Runs `emqx-mock` until a signal stops it.
 * @returns the exit code, as the help tells.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const asked = { scenarios: false };
  const command = createCommand(io);
  command.action(() => undefined);
  command
    .command('scenarios')
    .description('list the situations that --scenario can begin in')
    .action(() => {
      asked.scenarios = true;
    });
  try {
    command.parse(argv, { from: 'user' });
    readEnvironment(command, io.env);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof VariableError)) throw error;
    io.stderr(`error: ${error.message}\n`);
    return EXIT.usage;
  }
  if (asked.scenarios) {
    io.stdout(listScenarios());
    return EXIT.ok;
  }
  return serve(command.opts<CliOptions>(), io);
}

function createCommand(io: CliIo): Command {
  const command = new Command('emqx-mock')
    .description('A mock of the EMQX 4.x clients API: stateful, seeded, offline.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: (text) => {
        io.stderr(`${text.trimEnd().replaceAll('\n', ' ')}\n`);
      },
    })
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false);
  for (const option of createOptions()) command.addOption(option);
  return command;
}

/** One scenario a line: its name, and its description. */
function listScenarios(): string {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  return SCENARIOS.map(({ name, description }) => `${name.padEnd(width)}  ${description}\n`).join(
    '',
  );
}

async function serve(options: CliOptions, io: CliIo): Promise<number> {
  let mock: RunningMock;
  try {
    mock = await startMock({
      ...options,
      apps: options.auth ? options.app : false,
      faults: options.fault,
      write: io.stdout,
      tell: io.stderr,
    });
  } catch (error) {
    const isUsage = error instanceof OptionError || error instanceof StateFileError;
    const problem = isUsage ? error.message : explainListening(error, options);
    if (problem === undefined) throw error;
    io.stderr(`error: ${problem}\n`);
    return EXIT.usage;
  }
  // Who reads that the mock is ready may stop it at once.
  const signal = untilSignal();
  announce(mock, options, io);
  await signal;
  await mock.close();
  const isTold = tellCoverage(mock.coverage.report(), options.coverage, options.log, io);
  return isTold ? EXIT.ok : EXIT.failed;
}

/** One line for what keeps a server from listening; `undefined` for anything else. */
function explainListening(
  error: unknown,
  { host, port: apiPort, mqtt }: CliOptions,
): string | undefined {
  const { code, port = apiPort } = error as NodeJS.ErrnoException & { readonly port?: number };
  const option = port === mqtt ? '--mqtt' : '--port';
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is busy: stop what uses it, or choose another with ${option} (0 takes a free one).`;
    case 'EACCES':
      return `port ${port} on ${host} is not yours to use: choose one above 1023 with ${option}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `host ${host} is no address of this machine: expected one, such as 127.0.0.1.`;
    default:
      return undefined;
  }
}

function announce(mock: RunningMock, options: CliOptions, io: CliIo): void {
  const { credentials, seed } = mock.settings;
  const applications = credentials?.map(({ id, secret }) => `${id}:${secret}`) ?? [];
  // A token that somebody chose is known to them, and none of the log's business.
  const madeUp = options.controlToken === undefined ? mock.controlToken : undefined;
  if (options.log !== 'pretty') {
    mock.log.note('ready', {
      url: mock.url,
      mqttUrl: mock.mqttUrl,
      credentials: applications,
      clients: mock.clients.count,
      seed,
      dialect: options.dialect,
      scenario: options.scenario,
      controlUrl: mock.controlUrl,
      ...(madeUp !== undefined && { controlToken: madeUp }),
    });
    return;
  }
  const [application] = applications;
  const curl = application === undefined ? 'curl' : `curl -u '${application}'`;
  const id = encodeURIComponent(mock.clients.first()?.clientid ?? 'emqx_c_1');
  const scenario = options.scenario === undefined ? '' : `, scenario ${options.scenario}`;
  io.stdout(`emqx-mock is ready: ${mock.clients.count} clients, seed ${seed}, dialect ${options.dialect}${scenario}

  URL          ${mock.url}
  Credentials  ${application ?? 'none are asked for'}${mock.mqttUrl === undefined ? '' : `\n  MQTT         ${mock.mqttUrl}`}${controlLines(mock.controlUrl, madeUp)}${options.persist === undefined ? '' : `\n  State        kept in ${options.persist}`}

  ${curl} '${mock.url}/clients?_page=1&_limit=10'
  ${curl} '${mock.url}/clients/${id}'
  ${curl} -X DELETE '${mock.url}/clients/${id}'

Ctrl-C stops it.
`);
}

function controlLines(url: string | undefined, token: string | undefined): string {
  if (url === undefined) return '';
  const asked = token === undefined ? '' : `\n               Authorization: Bearer ${token}`;
  return `\n  Control      ${url}${asked}`;
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** The package's version, from its manifest. */
function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('emqx-clients-kit/package.json');
  return (manifest as { version: string }).version;
}
