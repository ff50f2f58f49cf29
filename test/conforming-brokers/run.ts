/**
 * Runs the gate against conforming brokers: every dialect with its profile, populations of 0 to
 * 12,000, seeds 1 to 20, while clients stay or come and go. Exits with code 1 if a rule fails.
 * `npm run conforming -- 0 41` runs only these populations; `--all` runs each broker under every
 * condition, not only under one; `--disturbed` runs each one only behind a way that loses answers,
 * and also exits with code 1 if a report does not say so. A release that knows no filters answers
 * each filter with all of 12,000 clients: such a run takes half a minute, the others a second.
 */
import { fileURLToPath } from 'node:url';
import { inProcesses, isServing, serve } from '../support/in-process/fork-pool.js';
import {
  checkConforming,
  type ConformingBroker,
  conformingBrokers,
  type ConformingReport,
  nameOf,
} from './conforming-broker.js';

const POPULATIONS = [0, 1, 2, 41, 1000, 12_000];
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

async function main(): Promise<void> {
  const start = performance.now();
  const args = process.argv.slice(2);
  const populations = args.filter((argument) => !argument.startsWith('--')).map(Number);
  const isDisturbed = args.includes('--disturbed');
  const brokers = conformingBrokers(
    populations.length > 0 ? populations : POPULATIONS,
    SEEDS,
    args.includes('--all') || isDisturbed ? 'all' : 'one',
  ).filter(({ condition }) => !isDisturbed || condition === 'disturbed');
  const reports = await inProcesses<ConformingReport>(
    fileURLToPath(import.meta.url),
    brokers.map((broker) => JSON.stringify(broker)),
    (_report, done) => {
      if (done % 20 === 0) console.log(`${done} of ${brokers.length}`);
    },
  );
  const failed = brokers.filter((broker, index) => {
    const falseAlarms = reports[index]?.falseAlarms ?? [];
    if (falseAlarms.length > 0) console.log(`\n${nameOf(broker)}`);
    for (const falseAlarm of falseAlarms) console.log(`    ${falseAlarm.slice(0, 400)}`);
    return falseAlarms.length > 0;
  });
  const skipped = new Map<string, number>();
  for (const reason of reports.flatMap((report) => report.skipped)) {
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  }
  console.log('\nSkipped rules, and how often:');
  for (const [reason, times] of [...skipped].sort((a, b) => b[1] - a[1]).slice(0, 40)) {
    console.log(`  ${times} × ${reason}`);
  }
  const sum = (of: (report: ConformingReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `\n${brokers.length} conforming brokers, ${sum(({ judged }) => judged)} verdicts, ` +
      `${sum(({ requests }) => requests)} requests, ${seconds} s: ${failed.length} false alarms.`,
  );
  const untold = reports.filter(({ retried, warnings }) => retried > 0 && warnings.length === 0);
  console.log(
    `${sum(({ retried }) => retried)} requests were sent again; ${untold.length} reports do not say so.`,
  );
  process.exitCode = failed.length + untold.length > 0 ? 1 : 0;
}

if (isServing()) serve(async (task) => checkConforming(JSON.parse(task) as ConformingBroker));
else await main();
