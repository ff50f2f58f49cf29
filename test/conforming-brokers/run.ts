/**
 * Runs the gate against conforming brokers: every dialect with its profile, populations of 0 to
 * 12,000, seeds 1 to 20. Ends with code 1 if a rule accuses one. `npm run conforming -- 0 41` takes
 * these populations only; `--all` runs each broker in every condition, not in one.
 */
import { fileURLToPath } from 'node:url';
import { inProcesses, isServing, serve } from '../support/in-process/fork-pool.js';
import {
  accuse,
  type Accusations,
  type ConformingBroker,
  conformingBrokers,
  nameOf,
  POPULATIONS,
} from './conforming-broker.js';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

async function main(): Promise<void> {
  const start = performance.now();
  const words = process.argv.slice(2);
  const chosen = words.filter((word) => word !== '--all').map(Number);
  const brokers = conformingBrokers(
    chosen.length > 0 ? chosen : POPULATIONS,
    SEEDS,
    words.includes('--all') ? 'all' : 'each',
  );
  const results = await inProcesses<Accusations>(
    fileURLToPath(import.meta.url),
    brokers.map((broker) => JSON.stringify(broker)),
    (_result, done) => {
      if (done % 20 === 0) console.log(`${done} of ${brokers.length}`);
    },
  );
  let accused = 0;
  for (const [index, { accusations }] of results.entries()) {
    if (accusations.length === 0) continue;
    accused += 1;
    console.log(`\n${nameOf(brokers[index] as ConformingBroker)}`);
    for (const accusation of accusations) console.log(`    ${accusation.slice(0, 400)}`);
  }
  const sum = (of: (each: Accusations) => number): number =>
    results.reduce((total, each) => total + of(each), 0);
  const skipped = new Map<string, number>();
  for (const each of results.flatMap((result) => result.skipped)) {
    skipped.set(each, (skipped.get(each) ?? 0) + 1);
  }
  console.log('\nRules that could not judge, and how often:');
  for (const [reason, times] of [...skipped].sort((a, b) => b[1] - a[1]).slice(0, 40))
    console.log(`  ${times} × ${reason}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `\n${brokers.length} conforming brokers, ${sum(({ judged }) => judged)} verdicts, ` +
      `${sum(({ requests }) => requests)} requests, ${seconds} s: ${accused} accused falsely.`,
  );
  process.exitCode = accused > 0 ? 1 : 0;
}

if (isServing()) serve(async (task) => accuse(JSON.parse(task) as ConformingBroker));
else await main();
