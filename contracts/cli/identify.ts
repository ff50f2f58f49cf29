import type { Command } from 'commander';
import { type Identity, identifyBroker } from '../identify/identify.js';
import { printable } from '../shared/printable.js';
import {
  addConnection,
  addLimits,
  type ConnectionOptions,
  type RunOptions,
  sessionOptions,
  targetOf,
} from './arguments.js';
import type { CliIo } from './io.js';

interface Options extends Omit<ConnectionOptions, 'mqtt' | 'mqttUser'>, RunOptions {
  readonly json: boolean;
}

const NOTES = `
Asks GET /brokers (or /nodes) for the version, and compares about a dozen answers with those of
every release of EMQX 4. A contradiction means that the broker was patched, that something in front
of it changes its answers, or that it is not what it says. Sends only GET.

Exit codes: 0 the broker behaves as the version that it states, or states none and behaves as a
release of EMQX 4; 1 its behaviour contradicts its version; 2 an option is wrong; 3 the broker
cannot be reached, or is not EMQX 4.`;

export function addIdentify(program: Command, io: CliIo, exit: (code: number) => void): void {
  const command = addConnection(
    program
      .command('identify')
      .description('Find out which release of EMQX 4 a broker is, and whether it behaves like it.')
      .argument('<base-url>', 'the part before /clients, e.g. http://localhost:8081/api/v4'),
  ).option('--json', 'print JSON', false);
  addLimits(command)
    .addHelpText('after', NOTES)
    .action(async (baseUrl: string, options: Options) => {
      const identity = await identifyBroker(
        targetOf(baseUrl, options),
        sessionOptions(options, io),
      );
      io.stdout(
        options.json ? `${JSON.stringify(identity, null, 2)}\n` : printedIdentity(identity),
      );
      exit(identity.exitCode);
    });
}

function printedIdentity({
  target,
  stated,
  problem = '',
  observations,
  fits,
  contradictions,
  exitCode,
}: Identity): string {
  const lines = [
    target,
    stated
      ? `states:  ${stated.product ?? 'a broker'} ${stated.versions.join(' and ')} (${stated.source})`
      : `states:  no version (${problem})`,
    `behaves: ${fits === '' ? 'as no release of EMQX 4' : `as EMQX ${fits}`}`,
    '',
    ...observations.map(
      ({ behaviour, answer, releases }) =>
        `  ${behaviour}: ${answer} (${releases === '' ? 'no release' : releases})`,
    ),
    '',
    ...contradictions.map((text) => `CONTRADICTION ${text}`),
    VERDICTS[exitCode],
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

const VERDICTS = {
  0: 'The behaviour is that of a release of EMQX 4, and contradicts no stated version.',
  1: 'The behaviour contradicts the stated version.',
  3: 'This is not EMQX 4.',
} as const;
