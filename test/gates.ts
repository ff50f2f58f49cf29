/**
 * `npm test`: runs every gate in order and stops at the first that fails. CI runs the same. Each gate
 * is a script of package.json.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const GATES = [
  { name: 'format', script: 'format:check', fix: 'npm run format' },
  { name: 'eslint', script: 'lint', fix: 'npm run lint -- --fix fixes some of it' },
  { name: 'types', script: 'typecheck' },
  { name: 'document', script: 'lint:spec' },
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
  { name: 'build', script: 'build' },
  { name: 'package', script: 'lint:package' },
  { name: 'size', script: 'size', fix: 'see the sizes that it prints, and rolldown.config.js' },
  { name: 'tests', script: 'test:all' },
] as const satisfies readonly { name: string; script: string; fix?: string }[];

const args = process.argv.slice(2);
if (args.length > 0) {
  console.error(
    `npm test takes no arguments, but got: ${args.join(' ')}. ` +
      'To run some of the tests: npm run test:unit -- <file or name>.',
  );
  process.exit(2);
}

const took: string[] = [];
for (const [index, gate] of GATES.entries()) {
  console.log(`\n── ${gate.name}: npm run ${gate.script} (${index + 1} of ${GATES.length})`);
  const started = performance.now();
  const { status, error } = spawnSync('npm', ['run', '--silent', gate.script], {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
    shell: process.platform === 'win32', // npm is npm.cmd there, which only a shell can start
  });
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  took.push(`${gate.name} ${seconds}`);
  if (status !== 0) {
    const rest = GATES.slice(index + 1).map(({ name }) => name);
    console.error(`\n✗ gate "${gate.name}" failed after ${seconds}: npm run ${gate.script}`);
    if (error) console.error(`  cannot start npm: ${error.message}`);
    if ('fix' in gate) console.error(`  to fix it: ${gate.fix}`);
    if (rest.length > 0) console.error(`  not run: ${rest.join(', ')}`);
    process.exit(1);
  }
}
console.log(`\n✓ all gates passed: ${took.join(', ')}`);
