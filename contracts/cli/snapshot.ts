import type { Command } from 'commander';
import { snapshotBroker } from '../snapshot/snapshot.js';
import { addConnection } from './check.js';
import { type CliIo, EXIT } from './io.js';
import { type ConnectionOptions, number, targetOf } from './arguments.js';

interface Options extends ConnectionOptions {
  readonly out: string;
  readonly limit: number;
  readonly anonymise: boolean;
  readonly salt?: string;
  readonly timeout: number;
  readonly rate?: number;
}

const NOTES = `
--anonymise replaces ids, user names, addresses and nodes: letters by letters, digits by digits, so
that equality, substrings and case still hold among the ids, and among the user names. That hides
names from readers; it does not withstand somebody who counts letters. Keep such files private.

Cut off, it continues where it was when the same command is run again.`;

export function addSnapshot(program: Command, io: CliIo, exit: (code: number) => void): void {
  addConnection(
    program
      .command('snapshot')
      .description('Read every client of a broker into a file, for emqx-mock --from.')
      .argument('<base-url>', 'where /clients lies'),
  )
    .option('-o, --out <file>', 'the file to write', 'clients.json')
    .option('--limit <rows>', 'rows a page', number(1, 10_000), 1000)
    .option('--anonymise', 'replace what names people and places', false)
    .option('--salt <text>', 'key of the replacement; the same salt replaces alike')
    .option('--timeout <seconds>', 'for one answer', number(0.1, 3600), 10)
    .option('--rate <requests>', 'at most so many a second', number(0.01, 100_000))
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string, options: Options) => {
      exit(await snapshot(baseUrl, options, io));
    });
}

async function snapshot(baseUrl: string, options: Options, io: CliIo): Promise<number> {
  const report = await snapshotBroker(targetOf(baseUrl, options, io.env), {
    out: options.out,
    limit: Math.floor(options.limit),
    anonymise: options.anonymise,
    salt: options.salt,
    timeoutMs: options.timeout * 1000,
    requestsPerSecond: options.rate,
    signal: io.signal,
    onProgress: (rows, total) => {
      if (io.live === true) io.stderr(`\r\u001B[2K${barText(rows, total)}`);
    },
  });
  if (io.live === true) io.stderr('\r\u001B[2K');
  for (const warning of report.warnings) {
    io.stderr(`warning: The population moved while it was read: ${warning}.\n`);
  }
  io.stdout(`${report.clients} clients in ${options.out}\n`);
  return EXIT.ok;
}

const BAR = 30;

export function barText(rows: number, total: number | undefined): string {
  if (total === undefined || total === 0) return `${rows} clients`;
  const filled = Math.min(BAR, Math.round((rows / total) * BAR));
  return `[${'#'.repeat(filled)}${' '.repeat(BAR - filled)}] ${rows} of ${total} clients`;
}
