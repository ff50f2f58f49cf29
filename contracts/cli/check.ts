import { type Command, Option } from 'commander';
import { checkBroker } from '../runner/check.js';
import { builtInProfiles } from '../profiles/built-in.js';
import { loadProfile } from '../profiles/load.js';
import { profileText, updatedProfile } from '../profiles/update.js';
import { type ReportFile, readReportFiles, writeReports } from '../report/files.js';
import { githubText } from '../report/github.js';
import { createLiveLine, terminalText } from '../report/terminal.js';
import { rules } from '../rules/index.js';
import { selectRules } from '../runner/select-rules.js';
import { writeNamedFile } from '../shared/write-file.js';
import type { CliIo } from './io.js';
import { EXIT } from './io.js';
import { rulesText } from './rules.js';
import { type ConnectionOptions, list, number, targetOf, utcOffset } from './arguments.js';

interface Options extends ConnectionOptions {
  readonly kick: boolean;
  readonly profile?: string;
  readonly updateProfile?: string;
  readonly level: 'must' | 'all';
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly utcOffset?: number;
  readonly timeout: number;
  readonly rate?: number;
  readonly prefix?: string;
  readonly report?: string;
  readonly bail: boolean;
  readonly list: boolean;
}

const NOTES = `
Safe on a broker in production: it sends nothing but GET, unless --kick allows DELETE for the
clients that it has itself connected. It removes those in the end, also after Ctrl-C.

Examples:
  emqx-contract check http://localhost:8081/api/v4 -u admin:public
  emqx-contract check http://localhost:8081/api/v4 -u admin:public \\
      --mqtt mqtt://localhost:1883 --kick --profile emqx-4 --report junit=contract.xml`;

export function addCheck(program: Command, io: CliIo, exit: (code: number) => void): void {
  const profiles = [...builtInProfiles.keys()].join(', ');
  addConnection(
    program
      .command('check')
      .description('Judge whether a broker keeps the documented contract.')
      .argument('[base-url]', 'where /clients lies, e.g. http://localhost:8081/api/v4'),
  )
    .option(
      '--mqtt <url>',
      'the MQTT listener, for clients whose truth is known; without it, laws that hold for any population',
    )
    .option('--mqtt-user <name:password>', 'how these clients log in')
    .option('--kick', 'allow DELETE, for clients that the run has connected', false)
    .option('--profile <name|file>', `known deviations: ${profiles}, or a JSON or YAML file`)
    .option('--update-profile <file>', 'write the deviations of this run as a profile')
    .addOption(new Option('--level <level>', 'which rules').choices(['must', 'all']).default('all'))
    .option('--only <names>', 'rules or groups, separated by commas', list)
    .option('--skip <names>', 'rules or groups, separated by commas', list)
    .option(
      '--utc-offset <offset>',
      'the time zone in which the broker prints times (default: found from a client)',
      utcOffset,
    )
    .option('--timeout <seconds>', 'for one answer', number(0.1, 3600), 10)
    .option('--rate <requests>', 'at most so many a second', number(0.01, 100_000))
    .option(
      '--prefix <text>',
      'start of the ids of the clients that the run connects; a random part follows',
    )
    .option('--report <format=file,...>', 'junit=FILE, ctrf=FILE, markdown=FILE')
    .option('--bail', 'end after the first rule that does not go well', false)
    .option('--list', 'list the rules that would run, and end', false)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string | undefined, options: Options, command: Command) => {
      if (options.list) {
        io.stdout(rulesText(selectRules(rules, options)));
        return;
      }
      if (baseUrl === undefined) command.error("error: missing required argument 'base-url'");
      exit(await check(baseUrl, options, io));
    });
}

/** Options of every command that asks a broker. */
export function addConnection(command: Command): Command {
  return command
    .option(
      '-u, --user <id:secret>',
      'credentials; EMQX_CONTRACT_USER keeps them out of the process list',
    )
    .option('--ca <file>', 'certificates to trust, PEM')
    .option('--insecure', 'accept any certificate', false);
}

async function check(baseUrl: string, options: Options, io: CliIo): Promise<number> {
  const files: readonly ReportFile[] =
    options.report === undefined ? [] : readReportFiles(options.report);
  const target = targetOf(baseUrl, options, io.env);
  const line = createLiveLine({ write: io.stderr, live: io.live === true });
  const report = await checkBroker(target, {
    kick: options.kick,
    profile: options.profile,
    level: options.level,
    only: options.only,
    skip: options.skip,
    utcOffsetMinutes: options.utcOffset,
    timeoutMs: options.timeout * 1000,
    requestsPerSecond: options.rate,
    prefix: options.prefix,
    bail: options.bail,
    signal: io.signal,
    onProgress: (progress) => {
      if (progress.kind === 'warning') io.stderr(`\nwarning: ${progress.message}\n`);
      line.show(progress);
    },
  }).finally(line.clear);
  // First what was found: a file that can not be written must not hide it.
  if (io.env['GITHUB_ACTIONS'] === 'true') io.stdout(githubText(report));
  io.stdout(terminalText(report, io.colour === true));
  await writeReports(report, files);
  if (options.updateProfile !== undefined) {
    const old =
      options.profile === undefined ? undefined : await loadProfile(options.profile, rules);
    const profile = updatedProfile(report, old?.name ?? new URL(report.target).hostname, old);
    await writeNamedFile(options.updateProfile, profileText(profile, options.updateProfile));
    const count = profile.known.length;
    io.stderr(
      `${options.updateProfile}: ${count} ${count === 1 ? 'deviation' : 'deviations'}. Give each its reason, then pass the file to --profile.\n`,
    );
  }
  return report.exitCode === 0 ? EXIT.ok : report.exitCode;
}
