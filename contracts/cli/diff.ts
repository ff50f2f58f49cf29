import type { Command } from 'commander';
import { diffBrokers, type DiffReport } from '../diff/diff.js';
import type { Target } from '../http/target.js';
import { printable } from '../shared/printable.js';
import { truncate } from '../shared/truncate.js';
import {
  addConnection,
  addLimits,
  addTestClients,
  type ConnectionOptions,
  type RunOptions,
  sessionOptions,
  targetOf,
} from './arguments.js';
import { type CliIo, EXIT, showProgress } from './io.js';

interface Options extends Omit<ConnectionOptions, 'mqtt'>, RunOptions {
  readonly userB?: string;
  readonly mqttA?: string;
  readonly mqttB?: string;
}

const NOTES = `
With --mqtt-a and --mqtt-b, the same test clients connect to both brokers, and their rows are
compared; without, only the form of the answers. Counters, ports, nodes and times are masked.
Sends only GET.

Exit codes: 0 no difference; 1 differences; 2 an option is wrong; 3 a broker cannot be reached.`;

export function addDiff(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('diff')
      .description('Send the same requests to two brokers and show where the answers differ.')
      .argument('<url-a>', 'base URL of broker A, e.g. http://localhost:8081/api/v4')
      .argument('<url-b>', 'base URL of broker B'),
  )
    .option('--user-b <id:secret>', 'credentials of broker B (default: those of broker A)')
    .option('--mqtt-a <url>', 'MQTT listener of broker A, e.g. mqtt://localhost:1883')
    .option('--mqtt-b <url>', 'MQTT listener of broker B');
  addTestClients(command);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (urlA: string, urlB: string, options: Options, self: Command) => {
      const { mqttA, mqttB } = options;
      if ((mqttA === undefined) !== (mqttB === undefined)) {
        self.error('error: --mqtt-a and --mqtt-b go together: give both, or none.');
      }
      exit(await diff(urlA, urlB, options, io));
    });
}

async function diff(urlA: string, urlB: string, options: Options, io: CliIo): Promise<number> {
  const { mqttUser, user } = options;
  const targetWith = (url: string, login: string | undefined, mqtt: string | undefined): Target => {
    const ownMqtt = { mqtt, mqttUser: mqtt && mqttUser };
    return targetOf(url, { ...options, user: login, ...ownMqtt }, io.env);
  };
  const report = await diffBrokers(
    targetWith(urlA, user, options.mqttA),
    targetWith(urlB, options.userB ?? user, options.mqttB),
    {
      ...sessionOptions(options, io),
      onProgress: (done, total) => {
        showProgress(io, `[${done + 1}/${total}]`);
      },
    },
  );
  showProgress(io, '');
  io.stdout(diffText(report));
  return report.entries.length > 0 ? EXIT.broken : EXIT.ok;
}

const SHOWN = 6;
/** Characters of a value. */
const LONGEST = 120;

function diffText(report: DiffReport): string {
  const blocks = report.entries.map(({ request, differences, curlA, curlB }) => {
    const lines = differences
      .slice(0, SHOWN)
      .map(({ path, a, b }) => `  ${path}: ${show(a)} | ${show(b)}`);
    const rest = differences.length - lines.length;
    if (rest > 0) lines.push(`  and ${rest} more`);
    return [request, ...lines, `  a: ${curlA}`, `  b: ${curlB}`, ''].map(printable).join('\n');
  });
  const warnings = report.warnings.map((warning) => `WARNING ${printable(warning)}\n`);
  const verdict = `${report.entries.length} of ${report.compared} requests are answered differently`;
  return `a: ${report.a}\nb: ${report.b}\n\n${[...blocks, ...warnings].join('\n')}\n${verdict}\n`;
}

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : truncate(JSON.stringify(value), LONGEST);
