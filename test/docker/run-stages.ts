import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { Stage, Step } from './dockerfile.js';

/** A stage whose steps have been run in a folder, instead of a container. */
export interface BuiltStage {
  /** The folder that stands for `/`. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** The path of the last WORKDIR in this machine's file system. */
  readonly workdir: string;
}

interface Surroundings {
  /** The folder of the Dockerfile. */
  readonly context: string;
  /** An empty folder. */
  readonly folder: string;
  /** Production dependencies, by their path in `node_modules`. */
  readonly production: readonly string[];
}

/**
 * Runs WORKDIR, COPY, ENV and RUN of every stage, in order, each stage in a folder of its own. `npm ci`
 * takes the packages from the `node_modules` of the context, so that nothing is downloaded.
 * @returns the last stage
 */
export function runStages(stages: readonly Stage[], surroundings: Surroundings): BuiltStage {
  const { context, folder } = surroundings;
  const path = `${fakeNpm(surroundings)}${delimiter}${process.env['PATH'] ?? ''}`;
  const built = new Map<string, BuiltStage>();
  for (const { name, steps } of stages) {
    const root = join(folder, `stage-${name}`);
    let workdir = root;
    const env: Record<string, string> = {};
    mkdirSync(root);
    for (const step of steps) {
      if (step.keyword === 'WORKDIR') {
        workdir = join(root, step.text);
        mkdirSync(workdir, { recursive: true });
      } else if (step.keyword === 'ENV') {
        for (const [, key = '', value = ''] of step.text.matchAll(/(\w+)=(\S+)/g)) env[key] = value;
      } else if (step.keyword === 'COPY') {
        copy(step, step.from === undefined ? context : (built.get(step.from)?.root ?? ''), workdir);
      } else if (step.keyword === 'RUN') {
        const options = { cwd: workdir, env: { ...process.env, ...env, PATH: path } };
        execFileSync('sh', ['-ec', step.text], { ...options, encoding: 'utf8', stdio: 'pipe' });
      }
    }
    built.set(name, { root, env, workdir });
  }
  const last = built.get(stages.at(-1)?.name ?? '');
  if (!last) throw new Error('the Dockerfile has no stage');
  return last;
}

function copy({ text }: Step, from: string, workdir: string): void {
  const words = text.split(' ');
  const target = words.pop() ?? '';
  for (const word of words) {
    const source = join(from, word);
    // Of a folder, COPY takes the content.
    const into = target.endsWith('/') && !statSync(source).isDirectory();
    cpSync(source, join(workdir, target, into ? basename(source) : ''), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

/** A folder with an `npm` whose `ci` links packages; the rest is the real npm's. */
function fakeNpm({ context, folder, production }: Surroundings): string {
  const bin = join(folder, 'bin');
  const list = join(folder, 'production.txt');
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  mkdirSync(bin);
  writeFileSync(list, production.map((name) => `${name}\n`).join(''));
  const script = `#!/usr/bin/env bash
set -euo pipefail
[ "$1" = ci ] || exec '${npm}' "$@"
[ -e package-lock.json ] || exit 1
if [[ " $* " != *' --omit=dev '* ]]; then exec ln -s '${context}/node_modules' node_modules; fi
while read -r name; do
  mkdir -p "$(dirname "node_modules/$name")"
  ln -s "${context}/node_modules/$name" "node_modules/$name"
done <'${list}'
`;
  writeFileSync(join(bin, 'npm'), script);
  chmodSync(join(bin, 'npm'), 0o755);
  return bin;
}
