import type { Command } from 'commander';
import { diffBrokers, type DiffReport } from '../diff/diff.js';
import type { Target } from '../http/target.js';
import { addConnection } from './check.js';
import { type CliIo, EXIT } from './io.js';
import { type ConnectionOptions, number, targetOf, utcOffset } from './arguments.js';

interface Options extends Omit<ConnectionOptions, 'mqtt'> {
  readonly userB?: string;
  readonly mqttA?: string;
  readonly mqttB?: string;
  readonly utcOffset?: number;
  readonly timeout: number;
  readonly rate?: number;
  readonly prefix?: string;
}

const NOTES = `
With --mqtt-a and --mqtt-b the same clients connect to both, and what is found of them is compared;
without, the form of the answers. Counters, ports, nodes and times are masked. Sends GET only.
Exit codes: 0 no difference; 1 differences; 2 an option is wrong; 3 a broker can not be reached.`;

export function addDiff(program: Command, io: CliIo, exit: (code: number) => void): void {
  addConnection(
    program
      .command('diff')
      .description('Ask two brokers the same, and show what they answer differently.')
      .argument('<url-a>', 'base URL of the one')
      .argument('<url-b>', 'base URL of the other'),
  )
    .option('--user-b <id:secret>', 'credentials of the other, where they are not the same')
    .option('--mqtt-a <url>', 'MQTT listener of the one')
    .option('--mqtt-b <url>', 'MQTT listener of the other')
    .option('--mqtt-user <name:password>', 'how the clients log in, on both')
    .option('--utc-offset <offset>', 'the time zone in which both print times', utcOffset)
    .option('--timeout <seconds>', 'for one answer', number(0.1, 3600), 10)
    .option('--rate <requests>', 'at most so many a second, on each', number(0.01, 100_000))
    .option('--prefix <text>', 'start of the ids of the clients that the run connects')
    .addHelpText('after', NOTES)
    .action(async (urlA: string, urlB: string, options: Options, command: Command) => {
      const { mqttA, mqttB } = options;
      if ((mqttA === undefined) !== (mqttB === undefined)) {
        command.error('error: --mqtt-a and --mqtt-b go together: give both, or none.');
      }
      exit(await diff(urlA, urlB, options, io));
    });
}

async function diff(urlA: string, urlB: string, options: Options, io: CliIo): Promise<number> {
  const { ca, insecure, mqttUser, user } = options;
  const targetWith = (url: string, login: string | undefined, mqtt: string | undefined): Target => {
    const connection = { user: login, ca, insecure, mqtt };
    return targetOf(url, { ...connection, mqttUser: mqtt && mqttUser }, io.env);
  };
  const report = await diffBrokers(
    targetWith(urlA, user, options.mqttA),
    targetWith(urlB, options.userB ?? user, options.mqttB),
    {
      utcOffsetMinutes: options.utcOffset,
      timeoutMs: options.timeout * 1000,
      requestsPerSecond: options.rate,
      prefix: options.prefix,
      signal: io.signal,
      onProgress: (done, total) => {
        if (io.live === true) io.stderr(`\r\u001B[2K[${done + 1}/${total}]`);
      },
    },
  );
  if (io.live === true) io.stderr('\r\u001B[2K');
  io.stdout(diffText(report));
  return report.entries.length > 0 ? EXIT.broken : EXIT.ok;
}

const SHOWN = 6;

export function diffText(report: DiffReport): string {
  const blocks = report.entries.map(({ request, differences, curlA, curlB }) => {
    const lines = differences
      .slice(0, SHOWN)
      .map(({ path, a, b }) => `  ${path}: ${show(a)} | ${show(b)}`);
    const rest = differences.length - lines.length;
    if (rest > 0) lines.push(`  and ${rest} more`);
    return [request, ...lines, `  a: ${curlA}`, `  b: ${curlB}`, ''].join('\n');
  });
  const warnings = report.warnings.map((warning) => `WARNING ${warning}\n`);
  const verdict = `${report.entries.length} of ${report.compared} requests are answered differently`;
  return `a: ${report.a}\nb: ${report.b}\n\n${[...blocks, ...warnings].join('\n')}\n${verdict}\n`;
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
