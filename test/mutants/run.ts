/**
 * Runs each rule of the gate against each broken broker, and writes the results to MATRIX.md and
 * killers.json. Exits with code 1 if a broken broker is not caught or not named, or a rule catches
 * none.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../../contracts/index.js';
import { inProcesses, isServing, serve } from '../support/in-process/fork-pool.js';
import { mutantGroups, mutants } from './faults/index.js';
import { chooseKillers } from './killers.js';
import { idleRules, type Matrix, printMatrix, survivors, unnamed } from './matrix.js';
import { judgeMutant, type MutantOutcome } from './outcome.js';

const file = (name: string): string => join(import.meta.dirname, name);

async function main(): Promise<void> {
  const start = performance.now();
  const results = await inProcesses<MutantOutcome>(
    fileURLToPath(import.meta.url),
    mutants.map(({ name }) => name),
    ({ mutant, kills, best }, done) => {
      const by = best?.rule ?? (kills.length > 0 ? `${kills[0] ?? ''} (does not name it)` : '');
      const count = `${String(done).padStart(3)}/${mutants.length}`;
      console.log(`${count} ${mutant.padEnd(40)} ${kills.length || 'NOT CAUGHT'} ${by}`);
    },
  );
  const outcomes = new Map(results.map((outcome) => [outcome.mutant, outcome]));
  const matrix: Matrix = { rules, groups: mutantGroups, outcomes };
  const killers = await chooseKillers(matrix, mutants);
  writeFileSync(file('MATRIX.md'), printMatrix(matrix));
  writeFileSync(file('killers.json'), `${JSON.stringify(killers, null, 2)}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const requests = results.reduce((sum, each) => sum + each.requests, 0);
  console.log(
    `${mutants.length} broken brokers, ${rules.length} rules, ${requests} requests, ${seconds} s.`,
  );
  const complaints = {
    'not caught': survivors(matrix),
    'not named': unnamed(matrix),
    'rules that catch none': idleRules(matrix),
    errors: results.flatMap(({ mutant, errors }) => errors.map((error) => `${mutant}: ${error}`)),
  };
  for (const [what, names] of Object.entries(complaints)) {
    console.log(`${what}: ${names.length === 0 ? 'none' : names.join(', ')}`);
  }
  process.exitCode = Object.values(complaints).some((names) => names.length > 0) ? 1 : 0;
}

if (isServing()) {
  serve(async (name) => {
    const mutant = mutants.find((each) => each.name === name);
    if (!mutant) throw new Error(`Unknown broken broker ${name}.`);
    return judgeMutant(mutant);
  });
} else await main();
