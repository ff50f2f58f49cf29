/** Runs the shell blocks of one page in a folder of its own, with dist in place of the installed package. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const dist = (file: string): string => `'${process.execPath}' '${join(root, 'dist', file)}'`;

/** A reader's computer has no more of the kit than this. */
const COMMANDS: Readonly<Record<string, string>> = {
  npx: `if [ "$1" = --yes ]; then shift; fi
[ "$1" = emqx-clients-kit ] || { echo "npx $1: only emqx-clients-kit is run here" >&2; exit 127; }
shift
exec ${dist('bin.js')} "$@"`,
  'emqx-mock': `exec ${dist('mock/bin.js')} "$@"`,
  'emqx-contract': `exec ${dist('contracts/bin.js')} "$@"`,
  npm: 'echo "npm $*: is not run here" >&2; exit 127',
  docker: 'echo "docker $*: is not run here" >&2; exit 127',
  // curl ends with 0 whatever the status is.
  curl: `exec "$(PATH="\${PATH#*:}" command -v curl)" -sS -w '%{stderr}HTTP status %{http_code}\\n' "$@"`,
};

const STARTS_MOCK =
  /^(?:\w+=\S+ )*(?:npx emqx-clients-kit mock|emqx-mock)(?! (?:scenarios|releases|usage))(?!.*--(?:help|version))/;

/** A mock that a block has started, and the addresses that the page has of it. */
interface StartedMock {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  /** What the page says, and what is right: `127.0.0.1:8081`, `127.0.0.1:40123`. */
  readonly addresses: readonly (readonly [string, string])[];
}

/** Where no block has started a mock, none that runs on this machine must answer. */
const NO_MOCK = [['127.0.0.1:8081', '127.0.0.1:1']] as const;

export class Shell {
  readonly #folder: string;
  #mock: StartedMock | undefined;

  /**
   * @param folder an empty folder; blocks run in `folder/home`
   * @param addresses of the brokers of the pages, e.g. `['broker:8081', '127.0.0.1:40120']`
   */
  constructor(
    folder: string,
    private readonly addresses: readonly (readonly [string, string])[],
  ) {
    this.#folder = folder;
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    mkdirSync(this.home);
    for (const [name, script] of Object.entries(COMMANDS)) {
      writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    writeFileSync(join(folder, 'exported'), '');
  }

  /** Where blocks run. */
  get home(): string {
    return join(this.#folder, 'home');
  }

  /** The text with addresses that exist. */
  withAddresses(text: string): string {
    return [...(this.#mock?.addresses ?? NO_MOCK), ...this.addresses].reduce(
      (before, [named, real]) => before.replaceAll(named, real),
      text,
    );
  }

  /**
   * Runs a block. Its last command may start a mock, which runs until another block starts one.
   * @returns standard output
   * @throws if a command fails, or curl meets an HTTP error that the block does not ask for
   */
  async run(text: string): Promise<string> {
    const { before, start } = splitStart(text);
    let output = await this.#bash(before);
    if (start !== undefined) output += await this.#start(start);
    return output;
  }

  async #bash(text: string): Promise<string> {
    const script = `. ../exported\n${this.withAddresses(text)}\nexport -p | grep EMQX_ > ../exported || true\n`;
    const child = this.#spawn(['-euo', 'pipefail', '-c', script]);
    const output = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (part: string) => (output.stdout += part));
    child.stderr?.setEncoding('utf8').on('data', (part: string) => (output.stderr += part));
    const [code] = (await once(child, 'close')) as [number | null];
    const failed = /HTTP status (?:[45]\d\d|000)/.test(output.stderr) && !text.includes('Prefer:');
    if (code !== 0 || failed) {
      throw new Error(`exit code ${code}\n${text}\n${output.stdout.slice(-2000)}${output.stderr}`);
    }
    return output.stdout;
  }

  async #start(command: string): Promise<string> {
    await this.stop();
    const named = /--port (\d+)/.exec(command)?.[1] ?? '8081';
    const anyPort = command
      .replace(/ --port \d+/, '')
      .replace(/ (--mqtts?|--mqtt-ws|--https-port)(?: \d+)?(?= |$)/g, ' $1 0');
    const child = this.#spawn([
      '-c',
      `. ../exported; exec env ${this.withAddresses(anyPort)} --port 0`,
    ]);
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const banner = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stderr?.setEncoding('utf8').on('data', (part: string) => (text += part));
      child.stdout?.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('Ctrl-C')) resolve(text);
      });
      void ended.then(() => {
        reject(new Error(`The mock ended: ${command}\n${text}`));
      });
    });
    const addresses = [
      ['URL', named],
      ['MQTT', '1883'],
    ].flatMap(([name = '', port = '']) => {
      const [, real] = new RegExp(`^ +${name} +\\w+://([^/\\s]+)`, 'm').exec(banner) ?? [];
      return real === undefined ? [] : [[`127.0.0.1:${port}`, real] as const];
    });
    this.#mock = { process: child, ended, addresses };
    return addresses.reduce((text, [here, real]) => text.replaceAll(real, here), banner);
  }

  #spawn(args: readonly string[]): ChildProcess {
    return spawn('bash', ['--noprofile', '--norc', ...args], {
      cwd: this.home,
      env: {
        PATH: `${join(this.#folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        HOME: this.home,
        APP_ID: 'app_id',
        APP_SECRET: 'app_secret',
      },
    });
  }

  /** Ends the mock as Ctrl-C does. */
  async stop(): Promise<void> {
    const mock = this.#mock;
    this.#mock = undefined;
    if (!mock) return;
    mock.process.kill('SIGINT');
    const code = await mock.ended;
    if (code !== 0) throw new Error(`Expected the mock to end with 0 after Ctrl-C, got ${code}.`);
  }
}

/** A mock runs until it is stopped: what follows it in a block would not run in a reader's shell. */
function splitStart(text: string): { readonly before: string; readonly start?: string } {
  const commands = text
    .trimEnd()
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const index = commands.findIndex((command) => STARTS_MOCK.test(command));
  if (index < 0) return { before: text };
  if (index < commands.length - 1) {
    throw new Error(
      `A command that starts a mock must be the last of its block: ${commands[index]}`,
    );
  }
  return { before: commands.slice(0, index).join('\n'), start: commands[index] ?? '' };
}
