import type { Command } from 'commander';
import { snapshotBroker } from '../snapshot/snapshot.js';
import {
  addConnection,
  addLimits,
  type ConnectionOptions,
  type RunOptions,
  sessionOptions,
  targetOf,
  wholeNumber,
} from './arguments.js';
import { tryToWrite } from '../report/files.js';
import { type CliIo, EXIT, showProgress } from './io.js';

interface Options extends ConnectionOptions, RunOptions {
  readonly out: string;
  readonly limit: number;
  readonly anonymise: boolean;
  readonly anonymize: boolean;
  readonly salt?: string;
}

const NOTES = `
--anonymise replaces letters by letters and digits by digits: filters still work on the result. It
can be reversed by counting letters: keep such files private.

To continue an interrupted snapshot, run the same command again.

Exit codes: 0 written; 2 an option is wrong; 3 the broker cannot be reached.`;

export function addSnapshot(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('snapshot')
      .description('Read every client of a broker into a file, for emqx-mock --from.')
      .argument('<base-url>', 'the part before /clients, e.g. http://localhost:8081/api/v4'),
  )
    .option(
      '-o, --out <file>',
      'file to write; compressed if its name ends in .gz; - for standard output',
      'clients.json',
    )
    .option('--limit <rows>', 'rows per page', wholeNumber(1, 10_000), 1000)
    .option('--anonymise', 'replace client ids, user names, addresses and nodes', false)
    .option('--anonymize', 'the same as --anonymise', false)
    .option(
      '--salt <text>',
      'key of the replacement: the same salt gives the same replacement (default: random)',
    );
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string, options: Options) => {
      exit(await snapshot(baseUrl, options, io));
    });
}

async function snapshot(baseUrl: string, options: Options, io: CliIo): Promise<number> {
  if (options.out !== '-') await tryToWrite(options.out);
  const report = await snapshotBroker(targetOf(baseUrl, options), {
    ...options,
    ...sessionOptions(options, io),
    anonymise: options.anonymise || options.anonymize,
    print: io.stdout,
    onProgress: (rows, total) => {
      showProgress(io, barText(rows, total));
    },
  });
  showProgress(io, '');
  for (const warning of report.warnings) {
    io.stderr(`warning: The clients changed during the snapshot: ${warning}.\n`);
  }
  // Standard output may be the snapshot itself.
  if (options.out === '-') io.stderr(`${report.clients} clients\n`);
  else io.stdout(`${report.clients} clients in ${options.out}\n`);
  return EXIT.ok;
}

const BAR = 30;

function barText(rows: number, total: number | undefined): string {
  if (total === undefined || total === 0) return `${rows} clients`;
  const filled = Math.min(BAR, Math.round((rows / total) * BAR));
  return `[${'#'.repeat(filled)}${' '.repeat(BAR - filled)}] ${rows} of ${total} clients`;
}
