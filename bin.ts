#!/usr/bin/env node
// The command emqx-clients-kit: `npx emqx-clients-kit mock` starts emqx-mock, without an installation.
// No import and no new syntax: a Node.js that is too old must get as far as the message.
const COMMANDS = {
  mock: () => import('./mock/bin.js'),
  contract: () => import('./contracts/bin.js'),
} as const;

const HELP = `Usage: emqx-clients-kit <command> [arguments...]

A mock server and a contract-test kit for the EMQX 4.x clients HTTP API.

Commands:
  mock       start the mock server, as the command emqx-mock does
  contract   check a real broker, as the command emqx-contract does

Options:
  -V, --version  output the version number
  -h, --help     display help for a command

Examples:
  npx emqx-clients-kit mock --clients 50
  npx emqx-clients-kit contract check https://broker:8081/api/v4
  npx emqx-clients-kit help mock
`;

const USAGE_ERROR = 2;

const [first = '', ...rest] = process.argv.slice(2);
const [second = '', ...others] = rest;
if (isCommand(first)) {
  run(first, rest);
} else if (first === 'help' && isCommand(second)) {
  // Help of a command of the command: `help contract check`.
  run(second, [...others, '--help']);
} else if (['help', '-h', '--help'].includes(first)) {
  process.stdout.write(HELP);
} else if (['-V', '--version'].includes(first)) {
  // Both commands print the version of the package.
  run('mock', ['--version']);
} else {
  const got = first === '' ? 'missing command' : `unknown command '${asAscii(first)}'`;
  process.stderr.write(
    `error: ${got}: expected mock or contract, e.g. npx emqx-clients-kit mock --port 9000\n`,
  );
  process.exitCode = USAGE_ERROR;
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.keys(COMMANDS).includes(name);
}

/** Loads the command, which reads its arguments from the process, and sets the exit code. */
function run(name: keyof typeof COMMANDS, args: readonly string[]): void {
  process.argv.splice(2, Infinity, ...args);
  void COMMANDS[name]();
}

/** Without characters that a terminal would obey. */
function asAscii(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}
