/**
 * The action, the workflows and the templates for other services, without the services: their steps
 * are read from the files and run in bash, against a mock. Only `npx` is replaced: it starts dist.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../contracts/cli/main.js';
import { startMock } from '../../mock/index.js';
import type { RunningMock } from '../../mock/index.js';
import { runMain } from '../support/run-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version, scripts } = JSON.parse(read('package.json')) as {
  version: string;
  scripts: Record<string, string>;
};

interface WorkflowStep {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly WorkflowStep[] };
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>;
}

const action = parse(read('action.yml')) as Action;

let mock: RunningMock;
/** A folder with the replaced `npx`. */
let bin: string;
let folder: string;
let remove: () => void;

beforeAll(async () => {
  mock = await startMock({ port: 0, clients: 5, write: () => undefined });
  bin = temporaryFolder(afterAll);
  const script = `#!/usr/bin/env bash
[ "$1 $2 $3" = "--yes --package=emqx-clients-kit@${version} emqx-contract" ] || { echo "npx $*" >&2; exit 127; }
shift 3
exec '${process.execPath}' '${join(root, 'dist/contracts/bin.js')}' "$@"
`;
  writeFileSync(join(bin, 'npx'), script);
  chmodSync(join(bin, 'npx'), 0o755);
});
afterAll(() => mock.close());
beforeEach(() => {
  folder = temporaryFolder((after) => {
    remove = after;
  });
});
afterEach(() => {
  remove();
});

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a step as GitHub does, with nothing from this process's environment but its PATH. */
async function bash(script: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const file = join(folder, 'step.sh');
  writeFileSync(file, script);
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd: folder,
    env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...env },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('the action', () => {
  const step = action.runs.steps.find(({ id }) => id === 'check');

  interface Ran extends Outcome {
    readonly outputs: Readonly<Record<string, string>>;
    readonly summary: string;
  }

  /** Runs the step `check` with these inputs and the defaults of the others. */
  async function runAction(inputs: Readonly<Record<string, string>>): Promise<Ran> {
    const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? '';
    const fill = (text: string): string =>
      text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_all, name: string) => value(name));
    const files = {
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'sum'),
    };
    for (const path of Object.values(files)) writeFileSync(path, '');
    const env = Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text)] as const);
    const ran = await bash(step?.run ?? '', {
      GITHUB_ACTIONS: 'true',
      ...files,
      ...Object.fromEntries(env),
    });
    const lines = readFileSync(files.GITHUB_OUTPUT, 'utf8').trim().split('\n');
    const outputs = lines.map((line) => line.split(/=(.*)/, 2) as [string, string]);
    return {
      ...ran,
      outputs: Object.fromEntries(outputs),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  }

  test('has an input for each option of the check, and no others', async () => {
    const help = await runMain(main, ['check', '--help']);
    const options = [...help.stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(
      ([, name]) => name,
    );
    const own = ['base-url', 'version', 'working-directory', 'node-version'];
    const notInputs = ['list', 'help'];
    expect([...own, ...options].filter((name) => !notInputs.includes(name ?? '')).sort()).toEqual(
      Object.keys(action.inputs).sort(),
    );
  });

  test('passes on each input', () => {
    const passedOn = Object.values(step?.env ?? {}).join(' ');
    const names = Object.keys(action.inputs).filter(
      (name) => !['working-directory', 'node-version'].includes(name),
    );
    expect(names.filter((name) => !passedOn.includes(`inputs.${name} `))).toEqual([]);
    expect(action.inputs['version']?.default).toBe(version);
  });

  test('sets the outputs of a broker that passes, and writes the reports and the summary', async () => {
    const { code, output, outputs, summary } = await runAction({
      'base-url': mock.url,
      user: 'app_id:app_secret',
    });
    expect(output).not.toContain('::error');
    expect(code).toBe(0);
    expect(outputs).toEqual({
      result: 'passed',
      'exit-code': '0',
      junit: 'reports/emqx-contract.xml',
      html: 'reports/emqx-contract.html',
    });
    expect(readFileSync(join(folder, outputs['junit'] ?? ''), 'utf8')).toContain('<testsuites');
    expect(existsSync(join(folder, outputs['html'] ?? ''))).toBe(true);
    expect(summary).toContain('pass');
  });

  test('annotates what fails', async () => {
    const wrong = await startMock({ port: 0, dialect: 'emqx-4.0', write: () => undefined });
    const ran = await runAction({
      'base-url': wrong.url,
      user: 'admin:public',
      only: 'filters',
      report: 'ctrf=out/ctrf.json, markdown=out/report.md',
    });
    await wrong.close();
    expect(ran.output).toMatch(/^::error title=/m);
    expect(ran.code).toBe(Number(ran.outputs['exit-code']));
    expect(ran.outputs).toMatchObject({ ctrf: 'out/ctrf.json', markdown: 'out/report.md' });
    expect(ran.outputs['result']).not.toBe('passed');
  });

  test.each([
    [
      'a broker that cannot be reached',
      { 'base-url': 'http://127.0.0.1:1/api/v4' },
      'not-judged',
      3,
    ],
    ['a wrong option', { 'base-url': 'http://127.0.0.1:1/api/v4', level: 'some' }, 'misused', 2],
  ])('distinguishes %s from a broker that fails', async (_case, inputs, result, code) => {
    const ran = await runAction({ retries: '0', ...inputs });
    expect(ran.outputs).toMatchObject({ result, 'exit-code': String(code) });
    expect(ran.code).toBe(code);
  });

  test('leaves options without an input to the config file', async () => {
    writeFileSync(join(folder, 'emqx-contract.yaml'), 'only: auth\nuser: "@login"\n');
    writeFileSync(join(folder, 'login'), 'app_id:app_secret\n');
    const { code, output } = await runAction({ 'base-url': mock.url });
    expect(output).toContain('auth');
    expect(output).not.toContain('paging ');
    expect(code).toBe(0);
  });

  test('has outputs that its step sets', () => {
    expect(Object.keys(action.outputs).sort()).toEqual(
      ['result', 'exit-code', 'junit', 'ctrf', 'markdown', 'html'].sort(),
    );
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.check.outputs.${name} }}`);
    }
  });
});

describe('the workflows', () => {
  const folderOf = join(root, '.github/workflows');
  const workflows = readdirSync(folderOf).map((name) => ({
    name,
    steps: Object.values(
      (parse(readFileSync(join(folderOf, name), 'utf8')) as Workflow).jobs,
    ).flatMap((job) => job.steps),
  }));

  test.each(workflows)('$name runs scripts and files that exist', ({ steps }) => {
    const text = steps.map(({ run = '' }) => run).join('\n');
    for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(scripts)).toContain(script);
    }
    for (const [, path = ''] of text.matchAll(/(?:bash|tsx) (\S+)/g)) {
      expect(existsSync(join(root, path))).toBe(true);
    }
  });

  test('the reusable one uses the action with inputs that it has', () => {
    const steps = workflows.find(({ name }) => name === 'contract.yml')?.steps ?? [];
    const use = steps.find(({ uses = '' }) => /^[\w-]+\/emqx-clients-kit@v\d+$/.test(uses));
    expect(use?.uses?.endsWith(`@v${version.split('.')[0] ?? ''}`)).toBe(true);
    expect(Object.keys(action.inputs)).toEqual(
      expect.arrayContaining(Object.keys(use?.with ?? { none: true })),
    );
  });
});

describe('the template for', () => {
  const reports = 'junit=emqx-contract.xml,html=emqx-contract.html';
  const env = (): Record<string, string> => ({
    EMQX_BASE_URL: mock.url,
    EMQX_CONTRACT_USER: 'app_id:app_secret',
    EMQX_CONTRACT_REPORT: reports,
  });

  test('GitLab runs the check, and its reports are where it says', async () => {
    const job = (
      parse(read('templates/emqx-contract.gitlab-ci.yml')) as Record<
        string,
        {
          script: string[];
          variables: Record<string, string>;
          artifacts: { paths: string[]; reports: { junit: string } };
        }
      >
    )['emqx-contract'];
    expect(job?.variables).toEqual({ EMQX_CONTRACT_REPORT: reports });
    const { code, output } = await bash(job?.script.join('\n') ?? '', env());
    expect(code, output).toBe(0);
    const { paths = [], reports: { junit = '' } = {} } = job?.artifacts ?? {};
    for (const path of [...paths, junit]) expect(existsSync(join(folder, path))).toBe(true);
  });

  test('Jenkins runs the check, and its reports are where it says', async () => {
    const jenkinsfile = read('templates/Jenkinsfile');
    expect(jenkinsfile).toContain(`EMQX_CONTRACT_REPORT = '${reports}'`);
    const steps = [...jenkinsfile.matchAll(/^\s+sh '(.*)'$/gm)].map(([, script = '']) => script);
    expect(steps).toHaveLength(1);
    mkdirSync(join(folder, '.npm'));
    const { code, output } = await bash(steps.join('\n'), env());
    expect(code, output).toBe(0);
    for (const [, path = ''] of jenkinsfile.matchAll(/(?:testResults|artifacts): '([^']+)'/g)) {
      expect(existsSync(join(folder, path))).toBe(true);
    }
  });
});
