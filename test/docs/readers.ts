/** Reads blocks of YAML and JSON as the kit, or GitHub, would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadProfile } from '../../contracts/profiles/load.js';
import { rules } from '../../contracts/rules/index.js';
import { createMock, startMock } from '../../mock/index.js';
import type { FaultRule } from '../../mock/index.js';
import type { Shell } from './shell.js';

const root = join(import.meta.dirname, '../..');

interface Called {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

/** What reads a block, by its word `as=`. Each throws if the block is wrong. */
export const READERS: Readonly<
  Record<string, (file: string, shell: Shell) => void | Promise<void>>
> = {
  stubs: async (file) => {
    const mock = await startMock({ port: 0, log: 'silent', stubFiles: [file] });
    await mock.close();
  },
  faults: (file) => {
    createMock({ clients: 0, faults: parse(readFileSync(file, 'utf8')) as FaultRule[] });
  },
  profile: async (file) => {
    await loadProfile(file, rules);
  },
  config: async (file, shell) => {
    await shell.run(`emqx-contract check --list --config '${file}'`);
  },
  step: (file) => {
    for (const step of parse(readFileSync(file, 'utf8')) as Called[]) checkAction(step);
  },
  workflow: (file) => {
    const { jobs } = parse(readFileSync(file, 'utf8')) as {
      jobs: Readonly<Record<string, Called & { steps?: readonly Called[] }>>;
    };
    for (const job of Object.values(jobs)) {
      if (job.uses !== undefined) checkWorkflow(job);
      job.steps?.forEach(checkAction);
    }
  },
};

/** A step that uses the action: with inputs that it has, of this major version. */
function checkAction({ uses = '', with: given = {} }: Called): void {
  if (!uses.includes('emqx-clients-kit')) return;
  const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { inputs: object };
  requireVersion(uses);
  requireKnown(uses, Object.keys(given), inputs);
}

function checkWorkflow({ uses = '', with: given = {}, secrets = {} }: Called): void {
  const path = requireVersion(uses).slice(1);
  const { on } = parse(readFileSync(join(root, path), 'utf8')) as {
    on: { workflow_call: { inputs: object; secrets: object } };
  };
  requireKnown(uses, Object.keys(given), on.workflow_call.inputs);
  requireKnown(uses, Object.keys(secrets), on.workflow_call.secrets);
}

/** @returns the path behind the name of the repository, which is that of package.json */
function requireVersion(uses: string): string {
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
    repository: { url: string };
  };
  const [, name = ''] = /github\.com\/(.+)\.git$/.exec(repository.url) ?? [];
  const [used = '', ref] = uses.split('@');
  const isKit = used === name || used.startsWith(`${name}/`);
  if (!isKit || ref !== `v${version.split('.')[0]}`) {
    throw new Error(`Expected ${name} and v of ${version}, got ${uses}.`);
  }
  return used.slice(name.length);
}

function requireKnown(what: string, given: readonly string[], known: object): void {
  const unknown = given.filter((name) => !Object.keys(known).includes(name));
  if (unknown.length > 0) throw new Error(`${what} has no input ${unknown.join(', ')}.`);
}
