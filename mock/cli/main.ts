import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { createOptions, readEnvironment, VariableError } from './options.js';
import { misspelt } from '../core/nearest.js';
import type { UsageCheckOptions } from './usage.js';
import type { CoverageReport } from '../coverage/coverage.js';
import { printCoverage } from '../coverage/table.js';
import { MQTT_PORT, MQTT_WS_PORT, MQTTS_PORT } from '../hosts/mqtt/options.js';
import { OptionError } from '../options.js';
import { SCENARIOS } from '../scenarios/index.js';
import { startMock } from '../server/start.js';
import { printable } from '../shared/printable.js';
import type {
  DialectName,
  FaultRule,
  LogFormat,
  RunningMock,
  StartOptions,
} from '../shared/public-types.js';
import { StateFileError } from '../state-file/state-file-error.js';
import { StubFileError } from '../stubs/stub-file-error.js';
import { UsageFileError } from '../usage/usage-file-error.js';

/** Where a command writes, and its environment variables. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
}

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

interface CliOptions extends Omit<StartOptions, 'mqtt' | 'mqtts' | 'mqttWs'> {
  readonly port: number;
  readonly host: string;
  readonly dialect: DialectName;
  readonly log: LogFormat;
  readonly app?: readonly string[];
  readonly auth: boolean;
  readonly fault?: readonly FaultRule[];
  readonly stub?: readonly string[];
  readonly scenario?: string;
  /** `true` is the option without a value. */
  readonly mqtt?: number | true;
  readonly mqtts?: number | true;
  readonly mqttWs?: number | true;
  /** `true`: print a table; a path: also write JSON to that file. */
  readonly coverage?: boolean | string;
}

const EXAMPLES = `
Examples:
  emqx-mock                                   1,000 clients on http://127.0.0.1:8081/api/v4
  emqx-mock --port 0 --clients 50 --seed 7    a free port; 50 clients, the same in every run
  emqx-mock --dialect emqx-4.3                respond as EMQX 4.3.22 does
  emqx-mock releases 4.2.14 4.4.19            compare two releases of EMQX
  emqx-mock --mqtt                            accept MQTT clients on port 1883
  emqx-mock --fault 'GET /clients nth=3 status=503'   fail the third list request
  emqx-mock --stub alarms.yaml                add responses of your own
  emqx-mock --proxy http://broker:8081        pass on what the mock does not know
  emqx-mock --scenario kicked-while-paging    a client is kicked between page 1 and page 2
  emqx-mock --from clients.json               serve a saved response of GET /clients
  emqx-mock --persist state.ndjson            keep the clients across restarts
  emqx-mock --coverage                        report at exit what was never requested
  emqx-mock --usage usage.yaml                record what an application uses of the API
  emqx-mock --app front:end --app ci:secret   accept your own credentials

Every option can also be set by an environment variable: --base-path is EMQX_MOCK_BASE_PATH.
Options on the command line take precedence.

Exit codes: 0 stopped by a signal, or help was printed; 1 the mock failed;
2 an option or variable is invalid, or the port or a file cannot be used.`;

const USAGE_EXITS = `
Exit codes: 0 all is answered as tested, or accepted in the file with a reason; 1 a difference is not
accepted; 2 the file or an option is invalid.`;

/**
 * Runs `emqx-mock` until a signal stops it.
 * @returns the exit code; the help lists them.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const command = createCommand(io, (chosen) => {
    run = chosen;
  });
  let run: Run = () => serve(command.opts<CliOptions>(), io);
  try {
    command.parse(argv, { from: 'user' });
    readEnvironment(command, io.env);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof VariableError) return fail(error.message, io);
    throw error;
  }
  return run();
}

/** What a command does; returns its exit code. */
type Run = () => number | Promise<number>;

/**
 * The command with its subcommands and all options.
 * @param choose learns what to run in place of the mock
 */
export function createCommand(io: CliIo, choose: (run: Run) => void = () => undefined): Command {
  const command = new Command('emqx-mock')
    .description('A mock server of the EMQX 4.x clients API: stateful, reproducible, offline.')
    .version(version(), '-V, --version')
    .exitOverride()
    // An option behind a command is that command's: `usage check FILE --dialect 4.3.22`.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: io.stdout,
      writeErr: (text) => {
        io.stderr(`${printable(text.trimEnd().replaceAll('\n', ' '))}\n`);
      },
    })
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(true);
  for (const option of createOptions()) command.addOption(option);
  command.action(() => {
    const [word] = command.args;
    if (word !== undefined) choose(() => fail(unknownCommand(word, command), io));
  });
  command
    .command('scenarios')
    .description('list the scenarios that --scenario can start in')
    .action(() => {
      choose(() => listScenarios(io));
    });
  command
    .command('releases')
    .description('list what each line of EMQX 4 changed, or what differs between two releases')
    .argument('[releases...]', 'two releases to compare, such as 4.2.14 4.4.19')
    .option('--json', 'print JSON')
    .action((names: string[], options: { readonly json?: true }) => {
      choose(async () => {
        const { describeReleases } = await import('./releases.js');
        const report = describeReleases(names, options.json ?? false);
        if (!report.ok) return fail(report.message, io);
        io.stdout(report.text);
        return EXIT.ok;
      });
    });
  command
    .command('usage')
    .description('compare what an application uses, as --usage recorded it, with releases of EMQX')
    .command('check')
    .description('list what a release, or each, answers differently from what the tests have seen')
    .argument('<file>', 'the usage file')
    .option(
      '--dialect <release>',
      'release to compare with, such as 4.3.22 or emqx-4.4 (default: all)',
    )
    .option('--json', 'print JSON')
    .option(
      '--report <format=file,...>',
      'write reports: junit=FILE, ctrf=FILE, markdown=FILE, html=FILE',
    )
    .option(
      '--badge',
      'print only the line for a README: which releases the application works with',
    )
    .addHelpText('after', USAGE_EXITS)
    .action((file: string, options: UsageCheckOptions) => {
      choose(async () => {
        const { checkUsage } = await import('./usage.js');
        const report = checkUsage(file, options);
        if (!report.ok) return fail(report.message, io);
        io.stdout(report.text);
        return report.code;
      });
    });
  return command;
}

/** A word that is no option; Commander suggests only options. */
function unknownCommand(word: string, { commands }: Command): string {
  const names = commands.map((each) => each.name());
  const meant = misspelt(word, names);
  const hint =
    meant === undefined
      ? `: expected ${names.join(', ')}, or only options`
      : ` (Did you mean ${meant}?)`;
  return `unknown command '${word}'${hint}`;
}

/** Prints one line per scenario: its name and description. */
function listScenarios(io: CliIo): number {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const { name, description } of SCENARIOS) {
    io.stdout(`${name.padEnd(width)}  ${description}\n`);
  }
  return EXIT.ok;
}

async function serve(options: CliOptions, io: CliIo): Promise<number> {
  const { coverage = false } = options;
  const unwritable = typeof coverage === 'string' ? whyUnwritable(coverage) : undefined;
  if (unwritable !== undefined) return fail(unwritable, io);
  const ports = {
    mqtt: options.mqtt === true ? MQTT_PORT : options.mqtt,
    mqtts: options.mqtts === true ? MQTTS_PORT : options.mqtts,
    mqttWs: options.mqttWs === true ? MQTT_WS_PORT : options.mqttWs,
  };
  let mock: RunningMock;
  try {
    const {
      app: _app,
      auth: _auth,
      fault: _fault,
      stub: _stub,
      coverage: _coverage,
      ...others
    } = options;
    mock = await startMock({
      ...others,
      ...ports,
      apps: options.auth ? options.app : false,
      faults: options.fault,
      stubFiles: options.stub,
      write: io.stdout,
      report: (line) => {
        io.stderr(`${printable(line.trimEnd())}\n`);
      },
    });
  } catch (error) {
    const isUsage = [OptionError, StateFileError, StubFileError, UsageFileError].some(
      (kind) => error instanceof kind,
    );
    const problem = isUsage
      ? (error as Error).message
      : explainListenError(error, { ...options, ...ports });
    if (problem === undefined) throw error;
    return fail(problem, io);
  }
  // Before the banner: a program that reads it may stop the mock at once.
  const signal = untilSignal();
  announce(mock, options, io);
  await signal;
  try {
    await mock.close();
  } catch (error) {
    if (error instanceof UsageFileError) return fail(error.message, io, EXIT.failed);
    throw error;
  }
  return reportCoverage(mock.coverage.report(), options, io);
}

function fail(message: string, io: CliIo, code: number = EXIT.usage): number {
  io.stderr(`error: ${printable(message)}\n`);
  return code;
}

type Ports = Pick<StartOptions, 'mqtt' | 'mqtts' | 'mqttWs' | 'httpsPort'>;

/** Why a server cannot listen, in one line; `undefined` for other errors. */
function explainListenError(
  error: unknown,
  { host, port: httpPort, ...more }: Ports & { readonly host: string; readonly port: number },
): string | undefined {
  const { code, port = httpPort } = error as NodeJS.ErrnoException & { readonly port?: number };
  const option =
    port === more.mqtt
      ? '--mqtt'
      : port === more.mqtts
        ? '--mqtts'
        : port === more.mqttWs
          ? '--mqtt-ws'
          : port === more.httpsPort
            ? '--https-port'
            : '--port';
  switch (code) {
    case 'EADDRINUSE':
      return `Cannot listen on port ${port} of ${host}: it is in use. Try ${option} 0 for a free port.`;
    case 'EACCES':
      return `Cannot listen on port ${port} of ${host}: permission denied. Try ${option} with a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Cannot listen on host ${host}: it is not an address of this machine. Try --host 127.0.0.1.`;
    default:
      return undefined;
  }
}

/** Prints what was exercised, if `--coverage` is on. */
function reportCoverage(report: CoverageReport, options: CliOptions, io: CliIo): number {
  const { coverage = false, log } = options;
  if (coverage === false) return EXIT.ok;
  const line = printable(JSON.stringify({ event: 'coverage', ...report }));
  io.stdout(log === 'json' ? `${line}\n` : printCoverage(report));
  if (coverage === true) return EXIT.ok;
  try {
    writeFileSync(coverage, `${JSON.stringify(report, undefined, 2)}\n`);
    return EXIT.ok;
  } catch (error) {
    return fail(coverageProblem(coverage, error), io, EXIT.failed);
  }
}

/** Why a report cannot be written at the end; `undefined` if it can. Leaves the file as it is. */
function whyUnwritable(file: string): string | undefined {
  try {
    const isNew = !existsSync(file);
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
    return undefined;
  } catch (error) {
    return coverageProblem(file, error);
  }
}

const coverageProblem = (file: string, error: unknown): string =>
  `Cannot write the coverage to ${file}: ${(error as Error).message}. Try another file.`;

/** Reports that the mock is ready: a banner, or one line of JSON. */
function announce(mock: RunningMock, options: CliOptions, io: CliIo): void {
  const { credentials, seed } = mock.settings;
  const applications = credentials?.map(({ id, secret }) => `${id}:${secret}`) ?? [];
  // A token from the user is a secret, which no log needs.
  const token = options.controlToken === undefined ? mock.controlToken : undefined;
  if (options.log === 'silent') {
    // Without it, the user would not find a free port or a generated token.
    const control = token === undefined ? '' : `, control token ${token}`;
    const urls = [mock.url, mock.mqttUrl].filter((url) => url !== undefined).join(', ');
    io.stdout(`emqx-mock is ready: ${urls}${control}\n`);
    return;
  }
  if (options.log !== 'pretty') {
    mock.log.note('ready', {
      url: mock.url,
      mqttUrl: mock.mqttUrl,
      httpsUrl: mock.urls.https,
      mqttsUrl: mock.urls.mqtts,
      mqttWsUrl: mock.urls.mqttWs,
      fingerprint: mock.certificate?.fingerprint,
      proxy: mock.proxyOrigin,
      credentials: applications,
      clients: mock.clients.count,
      seed,
      dialect: options.dialect,
      scenario: options.scenario,
      controlUrl: mock.controlUrl,
      ...(token !== undefined && { controlToken: token }),
    });
    return;
  }
  const [application] = applications;
  // A certificate of the user's is trusted, or the user knows better.
  const trust = mock.url.startsWith('https:') && options.tlsCert === undefined ? ' -k' : '';
  const curl = application === undefined ? `curl${trust}` : `curl${trust} -u '${application}'`;
  const id = encodeURIComponent(mock.clients.first()?.clientid ?? 'emqx_c_1');
  const scenario = options.scenario === undefined ? '' : `, scenario ${options.scenario}`;
  const facts = [
    ['URL', mock.url],
    ['Credentials', application ?? 'not required'],
    ['HTTPS', mock.urls.https === mock.url ? undefined : mock.urls.https],
    ['MQTT', mock.mqttUrl],
    ['', mock.urls.mqtts],
    ['', mock.urls.mqttWs],
    ['Fingerprint', mock.certificate && `SHA-256 ${mock.certificate.fingerprint}`],
    ['Control', mock.controlUrl],
    ['', mock.controlUrl && token && `  Authorization: Bearer ${token}`],
    ['Proxy', mock.proxyOrigin],
    ['State', options.persist && `saved to ${options.persist}`],
  ] as const;
  const lines = [
    `emqx-mock is ready: ${mock.clients.count} clients, seed ${seed}, dialect ${options.dialect}${scenario}`,
    '',
    ...facts.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${name.padEnd(11)}  ${value}`],
    ),
    '',
    `  ${curl} '${mock.url}/clients?_page=1&_limit=10'`,
    `  ${curl} '${mock.url}/clients/${id}'`,
    `  ${curl} -X DELETE '${mock.url}/clients/${id}'`,
    '',
    'Press Ctrl-C to stop.',
  ];
  io.stdout(lines.map((line) => `${printable(line)}\n`).join(''));
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
