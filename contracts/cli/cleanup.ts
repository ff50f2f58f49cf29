import type { Command } from 'commander';
import { cleanUpSessions } from '../cleanup/cleanup.js';
import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
import {
  addConnection,
  addLimits,
  type ConnectionOptions,
  type RunOptions,
  sessionOptions,
  targetOf,
} from './arguments.js';
import { type CliIo, EXIT } from './io.js';

interface Options extends Omit<ConnectionOptions, 'mqtt' | 'mqttUser'>, RunOptions {
  readonly prefix: string;
  readonly yes: boolean;
}

const NOTES = `
The prefix of a run stands in its reports, e.g. ck-5f0c1a-. No other client id is touched. Without
--yes, the sessions are only listed. Run it only when the run with this prefix has ended.

EMQX 4.0 lists only the clients of the node that is asked: run it for each node of a cluster.

Exit codes: 0 no session is left; 1 sessions are left; 2 an option is wrong; 3 the broker cannot be
reached.`;

export function addCleanup(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('cleanup')
      .description('Remove the sessions that a killed run has left on a broker.')
      .argument('<base-url>', 'the part before /clients, e.g. http://localhost:8081/api/v4'),
  )
    .requiredOption('--prefix <prefix>', 'the whole prefix of that run, e.g. ck-5f0c1a-')
    .option('--yes', 'remove them (default: only list them)', false);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string, options: Options) => {
      const { prefix, yes } = options;
      const { left, found } = await cleanUpSessions(targetOf(baseUrl, options), {
        ...sessionOptions(options, io),
        prefix,
        remove: yes,
        onFound: (ids) => {
          io.stdout(ids.map((id) => `${printable(id)}\n`).join(''));
        },
      });
      io.stdout(`${summary(found.length, left.length, yes)}\n`);
      exit(left.length > 0 ? EXIT.broken : EXIT.ok);
    });
}

function summary(found: number, left: number, yes: boolean): string {
  if (found === 0) return 'No session with this prefix.';
  const sessions = counted(found, 'session');
  if (!yes) return `${sessions}. Add --yes to remove what is listed.`;
  return left === 0 ? `${sessions} removed.` : `${sessions} found, ${left} could not be removed.`;
}
