import { type Command, Option } from 'commander';
import { counted } from '../shared/counted.js';
import { PROFILES_TEXT } from '../profiles/load.js';
import { profileText, updatedProfile } from '../profiles/update.js';
import { tryToWrite } from '../report/files.js';
import { checkBroker, rulesOfRun } from '../runner/check.js';
import { writeNamedFile } from '../shared/write-file.js';
import {
  addConnection,
  addLimits,
  addTestClients,
  type ConnectionOptions,
  list,
  number,
  type RunOptions,
  sessionOptions,
  targetOf,
} from './arguments.js';
import type { CliIo } from './io.js';
import { ProgressDisplay } from './progress.js';
import { rulesText } from './rules.js';
import type { RunOutputs } from './run-outputs.js';

interface Options extends ConnectionOptions, RunOptions {
  readonly kick: boolean;
  readonly profile?: string;
  readonly usage?: readonly string[];
  readonly updateProfile?: string;
  readonly level: 'must' | 'all';
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly report?: readonly string[];
  readonly redact: boolean;
  readonly bail: boolean;
  readonly failOnFlaky: boolean;
  /** Seconds. */
  readonly timeLimit: number;
  /** Seconds. */
  readonly budget?: number;
  readonly list: boolean;
}

const NOTES = `
Safe on a broker in production: it sends only GET, unless --kick allows DELETE of the clients
that it has connected itself. It removes those clients at the end, also after Ctrl-C.

Examples:
  emqx-contract check http://localhost:8081/api/v4 -u @secrets/emqx
  emqx-contract check http://localhost:8081/api/v4 -u @secrets/emqx \\
      --mqtt mqtt://localhost:1883 --kick --profile auto --report junit=contract.xml

Exit codes: 0 success; 1 a rule failed, or a known deviation is fixed; 2 an option is wrong; 3 the
broker cannot be reached, the run was interrupted, or the kit failed.`;

export function addCheck(
  program: Command,
  io: CliIo,
  outputs: RunOutputs,
  exit: (code: number) => void,
): void {
  const command = addConnection(
    program
      .command('check')
      .description('Check whether a broker keeps the documented contract.')
      .argument('[base-url]', 'the part before /clients, e.g. http://localhost:8081/api/v4'),
  ).option(
    '--mqtt <url>',
    'MQTT listener, e.g. mqtt://localhost:1883: connects test clients with known values (default: none, only rules that hold for any clients)',
  );
  addTestClients(command)
    .option('--kick', 'allow DELETE of the test clients', false)
    .option('--profile <name|file>', `known deviations: ${PROFILES_TEXT}, or a JSON or YAML file`)
    .option(
      '--usage <files>',
      'run only what applications use, as emqx-mock --usage recorded it: a file for each, separated by commas',
      list,
    )
    .option('--update-profile <file>', 'write the deviations of this run as a profile')
    .addOption(
      new Option('--level <level>', 'rules to run: only MUST rules, or SHOULD rules too')
        .choices(['must', 'all'])
        .default('all'),
    )
    .option('--only <names>', 'rules or groups to run, separated by commas (default: all)', list)
    .option('--skip <names>', 'rules or groups to leave out, separated by commas', list)
    .option(
      '--report <format=file,...>',
      'write reports: junit=FILE, ctrf=FILE, markdown=FILE, html=FILE; may be repeated',
      (text: string, before?: readonly string[]) => [...(before ?? []), text],
    )
    .option(
      '--redact',
      "replace client ids, user names and addresses that are not the check's own in all output",
      false,
    )
    .option('--bail', 'end after the first rule that fails', false)
    .option(
      '--fail-on-flaky',
      'end with 1 if an answer or a rule needed more than one try (default: warn)',
      false,
    )
    .option('--time-limit <seconds>', 'limit for the whole run', number(1, 86_400), 600)
    .option(
      '--budget <seconds>',
      "limit for the broker's time: rules that would need more are skipped (default: none)",
      number(0.1, 86_400),
    )
    .option('--list', 'list the rules that would run, and exit', false);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string | undefined, options: Options, self: Command) => {
      if (options.list) {
        io.stdout(rulesText(await rulesOfRun(options)));
        return;
      }
      if (baseUrl === undefined) self.error("error: missing required argument 'base-url'");
      exit(await check(baseUrl, options, io, outputs));
    });
}

async function check(
  baseUrl: string,
  options: Options,
  io: CliIo,
  outputs: RunOutputs,
): Promise<number> {
  await outputs.prepare(baseUrl, options.report ?? []);
  if (options.updateProfile !== undefined) {
    outputs.requireOther(options.updateProfile, '--update-profile');
    await tryToWrite(options.updateProfile);
  }
  const display = new ProgressDisplay(io, io.clock);
  // A request may hang, and the run with it.
  const timer = setInterval(() => display.tick(), 1000).unref();
  const report = await checkBroker(targetOf(baseUrl, options), {
    ...options,
    ...sessionOptions(options, io),
    timeLimitMs: options.timeLimit * 1000,
    budgetMs: options.budget === undefined ? undefined : options.budget * 1000,
    clock: io.clock,
    onProgress: (progress) => display.show(progress),
  }).finally(() => {
    clearInterval(timer);
    display.end();
  });
  await outputs.write(report);
  if (options.updateProfile !== undefined && report.ended) {
    io.stderr(`${options.updateProfile} was not written: the run ended early.\n`);
  } else if (options.updateProfile !== undefined) {
    const profile = updatedProfile(report);
    await writeNamedFile(options.updateProfile, profileText(profile, options.updateProfile));
    const count = profile.known.length;
    io.stderr(
      `${options.updateProfile}: ${counted(count, 'deviation')}. Fill in each reason, then pass the file to --profile.\n`,
    );
  }
  return report.exitCode;
}
