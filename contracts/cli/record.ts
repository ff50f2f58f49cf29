import type { Command } from 'commander';
import { recordBroker } from '../diff/diff.js';
import { recordingText, writeRecording } from '../diff/recording.js';
import { tryToWrite } from '../report/files.js';
import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
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

interface Options extends ConnectionOptions, RunOptions {
  readonly out: string;
}

const NOTES = `
Before an upgrade:  emqx-contract record URL -o before.json
After it:           emqx-contract diff before.json URL

The file has the answers to the requests of diff: with --mqtt the rows of the kit's own clients,
without it only the form of the rows. No client of others and no credentials are in it. Sends only
GET.

Exit codes: 0 recorded; 2 an option is wrong; 3 the broker cannot be reached, or clients of the run
are left on it.`;

export function addRecord(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('record')
      .description('Record how a broker answers, to compare it later with diff.')
      .argument('<base-url>', 'the part before /clients, e.g. http://localhost:8081/api/v4'),
  )
    .option(
      '-o, --out <file>',
      'file to write; compressed if its name ends in .gz; - for standard output',
      'recording.json',
    )
    .option('--mqtt <url>', 'MQTT listener, to record the rows of test clients (default: none)');
  addTestClients(command);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string, options: Options) => {
      const isStdout = options.out === '-';
      if (!isStdout) await tryToWrite(options.out);
      const { recording, warnings } = await recordBroker(targetOf(baseUrl, options), {
        ...sessionOptions(options, io),
        onProgress: (done, total) => {
          showProgress(io, `[${done + 1}/${total}]`);
        },
      });
      showProgress(io, '');
      if (isStdout) io.stdout(recordingText(recording));
      else await writeRecording(options.out, recording);
      for (const warning of warnings) io.stderr(`warning: ${printable(warning)}\n`);
      const answers = counted(recording.answers.length, 'answer');
      // Standard output may be the recording itself.
      if (isStdout) io.stderr(`${answers}\n`);
      else io.stdout(`${answers} in ${options.out}\n`);
      exit(warnings.length > 0 ? EXIT.failed : EXIT.ok);
    });
}
