import type { Command } from 'commander';
import { diffBrokers, type DiffReport, type DiffSide } from '../diff/diff.js';
import { diffJson, diffMarkdown, diffText } from '../diff/diff-text.js';
import { readRecording } from '../diff/recording.js';
import { selectDifferences } from '../diff/select.js';
import { FORMATS as CHECK_FORMATS, prepareReports, requireOwnPaths } from '../report/files.js';
import { UsageError } from '../shared/errors.js';
import { didYouMean } from '../shared/nearest.js';
import { writeNamedFile } from '../shared/write-file.js';
import {
  addConnection,
  addLimits,
  addTestClients,
  type ConnectionOptions,
  list,
  type RunOptions,
  sessionOptions,
  targetOf,
} from './arguments.js';
import { type CliIo, EXIT, showProgress } from './io.js';

interface Options extends Omit<ConnectionOptions, 'mqtt'>, RunOptions {
  readonly userA?: string;
  readonly userB?: string;
  readonly mqttA?: string;
  readonly mqttB?: string;
  readonly all: boolean;
  readonly json: boolean;
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly report?: readonly string[];
}

const NOTES = `
A side is a base URL, or a file that "emqx-contract record" has written.

With --mqtt-a and --mqtt-b, the same test clients connect to both brokers, and their rows are
compared; without, only the form of the answers. Counters, ports, nodes and times are masked.
Sends only GET.

Exit codes: 0 no difference; 1 differences; 2 an option is wrong; 3 a broker cannot be reached.`;

export function addDiff(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('diff')
      .description('Send the same requests to two brokers and show where the answers differ.')
      .argument('<a>', 'base URL of broker A, e.g. http://localhost:8081/api/v4, or a recording')
      .argument('<b>', 'base URL of broker B, or a recording'),
  )
    .option('--user-a <id:secret>', 'credentials of broker A (default: --user)')
    .option('--user-b <id:secret>', 'credentials of broker B (default: those of broker A)')
    .option('--mqtt-a <url>', 'MQTT listener of broker A, e.g. mqtt://localhost:1883')
    .option('--mqtt-b <url>', 'MQTT listener of broker B')
    .option('--all', 'show each difference instead of groups', false)
    .option('--only <paths>', 'paths to compare, e.g. meta.count (default: all)', list)
    .option('--ignore <paths>', 'paths to leave out, e.g. meta.count,data.*.zone', list)
    .option('--json', 'print JSON', false)
    .option('--report <format=file,...>', 'write markdown=FILE, json=FILE; may be repeated', list);
  addTestClients(command);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (a: string, b: string, options: Options, self: Command) => {
      const { mqttA, mqttB, mqttUser } = options;
      const isMissing = (mqtt: string | undefined, side: string): boolean =>
        mqtt === undefined && isUrl(side);
      if ((mqttA ?? mqttB) !== undefined && (isMissing(mqttA, a) || isMissing(mqttB, b))) {
        self.error('error: --mqtt-a and --mqtt-b go together: give both, or none.');
      }
      const isFromFile = self.getOptionValueSource('mqttUser') === 'config';
      if (mqttUser !== undefined && (mqttA ?? mqttB) === undefined && !isFromFile) {
        self.error('error: --mqtt-user needs --mqtt-a and --mqtt-b: no test client connects.');
      }
      exit(await diff(a, b, options, io));
    });
}

const isUrl = (side: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(side);

async function diff(a: string, b: string, options: Options, io: CliIo): Promise<number> {
  const files = readReports(options.report ?? []);
  await prepareReports(files);
  const userA = options.userA ?? options.user;
  const sideOf = async (
    side: string,
    user: string | undefined,
    mqtt: string | undefined,
  ): Promise<DiffSide> => {
    if (!isUrl(side)) return readRecording(side);
    const mqttUser = mqtt === undefined ? undefined : options.mqttUser;
    return targetOf(side, { ...options, user, mqtt, mqttUser });
  };
  const whole = await diffBrokers(
    await sideOf(a, userA, options.mqttA),
    await sideOf(b, options.userB ?? userA, options.mqttB),
    {
      ...sessionOptions(options, io),
      onProgress: (done, total) => {
        showProgress(io, `[${done + 1}/${total}]`);
      },
    },
  );
  showProgress(io, '');
  const report = nameVariables(selectDifferences(whole, options), options);
  io.stdout(options.json ? diffJson(report) : diffText(report, options.all));
  for (const { path, write } of files) await writeNamedFile(path, write(report));
  return report.entries.length > 0 ? EXIT.broken : EXIT.ok;
}

/** Each curl line names the variable of its own broker. */
function nameVariables(report: DiffReport, { userA, userB }: Options): DiffReport {
  const a = userA === undefined ? '' : '_A';
  const b = userB === undefined ? a : '_B';
  const name = (curl: string, suffix: string): string =>
    curl.replace(/(\$\{?EMQX_CONTRACT_USER)\b/g, `$1${suffix}`);
  const entries = report.entries.map((entry) => ({
    ...entry,
    curlA: name(entry.curlA, a),
    curlB: name(entry.curlB, b),
  }));
  return { ...report, entries };
}

const FORMATS = new Map([
  ['markdown', diffMarkdown],
  ['json', diffJson],
]);

interface DiffReportFile {
  readonly format: string;
  readonly path: string;
  readonly write: (report: DiffReport) => string;
}

/** @throws UsageError for a format that diff does not write, and for one file for two formats */
function readReports(parts: readonly string[]): readonly DiffReportFile[] {
  const files = parts.map((part) => {
    const [, format = '', path = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
    const write = FORMATS.get(format);
    if (write && path !== '') return { format, path, write };
    const others = Object.hasOwn(CHECK_FORMATS, format) && !write;
    throw new UsageError(
      `Failed to read --report: expected markdown=FILE or json=FILE but got "${part}".` +
        (others ? ` Only check writes ${format}.` : didYouMean(format, [...FORMATS.keys()])),
    );
  });
  requireOwnPaths(files);
  return files;
}
