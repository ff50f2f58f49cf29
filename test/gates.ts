/**
 * `npm test`: runs every gate, and stops at the first that fails. CI runs the same. Each gate is a script
 * of package.json. Those that only read the sources run two at a time, the others one after the other.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Gate {
  readonly name: string;
  readonly script: string;
  readonly fix?: string;
}

/** The longest first. */
const READING: Gate[] = [
  { name: 'eslint', script: 'lint', fix: 'npm run lint -- --fix fixes some of it' },
  { name: 'types', script: 'typecheck' },
  {
    name: 'docs',
    script: 'docs:build',
    fix: 'see the dead links that it prints; "Documents" in CONTRIBUTING.md',
  },
  { name: 'format', script: 'format:check', fix: 'npm run format' },
  { name: 'generated', script: 'generate:check', fix: 'npm run generate' },
  {
    name: 'architecture',
    script: 'lint:architecture',
    fix: 'see "Architecture rules" in CONTRIBUTING.md',
  },
  {
    name: 'unused',
    script: 'lint:unused',
    fix: 'delete what is listed, or remove its `export`',
  },
  { name: 'document', script: 'lint:spec' },
  { name: 'links', script: 'lint:links' },
];
const IN_ORDER: Gate[] = [
  { name: 'build', script: 'build' },
  { name: 'package', script: 'lint:package' },
  { name: 'size', script: 'size', fix: 'see the sizes that it prints, and rolldown.config.js' },
  { name: 'tests', script: 'test:all' },
];
const COUNT = READING.length + IN_ORDER.length;

const args = process.argv.slice(2);
if (args.length > 0) {
  console.error(
    `npm test takes no arguments, but got: ${args.join(' ')}. ` +
      'To run some of the tests: npm run test:unit -- <file or name>.',
  );
  process.exit(2);
}

const took: string[] = [];
const failed: (() => void)[] = [];

/** `isQuiet`: the output is printed when the gate has ended, as one text. */
async function run({ name, script, fix }: Gate, isQuiet: boolean): Promise<void> {
  const heading = `\n── ${name}: npm run ${script} (${COUNT - READING.length - IN_ORDER.length} of ${COUNT})`;
  if (!isQuiet) console.log(heading);
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: join(import.meta.dirname, '..'),
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32', // npm is npm.cmd there, which only a shell can start
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  }
  const status = await once(child, 'close').then(
    ([code]) => code as number | null,
    (error: unknown) => `cannot start npm: ${String(error)}`,
  );
  if (isQuiet) console.log(`${heading}\n${Buffer.concat(output).toString().trimEnd()}`);

  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  took.push(`${name} ${seconds}`);
  if (status === 0) return;
  failed.push(() => {
    console.error(`\n✗ gate "${name}" failed after ${seconds}: npm run ${script}`);
    if (typeof status === 'string') console.error(`  ${status}`);
    if (fix !== undefined) console.error(`  to fix it: ${fix}`);
  });
}

async function runAll(waiting: Gate[], isQuiet: boolean): Promise<void> {
  while (failed.length === 0) {
    const gate = waiting.shift();
    if (gate === undefined) return;
    await run(gate, isQuiet);
  }
}

await Promise.all([runAll(READING, true), runAll(READING, true)]);
await runAll(IN_ORDER, false);

if (failed.length === 0) {
  console.log(`\n✓ all gates passed: ${took.join(', ')}`);
} else {
  for (const print of failed) print();
  const names = [...READING, ...IN_ORDER].map(({ name }) => name);
  if (names.length > 0) console.error(`  not run: ${names.join(', ')}`);
  process.exitCode = 1;
}
