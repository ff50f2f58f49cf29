/**
 * Puts the broken brokers before the tools that people would use in the gate's place, with the
 * very answers that the gate sees, and writes who catches how many to RESULTS.md. Specmatic takes
 * part where SPECMATIC_JAR names its jar (`npm i specmatic`, in a folder of its own).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutantGroups, mutants } from '../mutants/faults/index.js';
import { judgeMutant } from '../mutants/outcome.js';
import { accuse, honestBrokers } from '../honest/honest-broker.js';
import { createEngine } from '../support/in-process/engine.js';
import { answersOf } from './answers.js';
import { startPrism } from './prism.js';
import { printResults, type ToolResult } from './results.js';
import { objection } from './schema-alone.js';
import { runSpecmatic } from './specmatic.js';

type Objection = (answer: Answer) => string | undefined | Promise<string | undefined>;
type Answer = Parameters<typeof objection>[0];

const HONEST = [0, 1, 2, 41].flatMap((clients) => [1, 2, 3].map((seed) => ({ clients, seed })));

/** All answers of all brokers, asked for once and judged by each tool. */
async function collect() {
  const honest = new Map<string, Answer>();
  for (const options of HONEST) {
    for (const [key, answer] of await answersOf(undefined, options)) honest.set(key, answer);
  }
  const broken = new Map<string, readonly Answer[]>();
  for (const mutant of mutants) {
    const answers = await answersOf(mutant, { clients: mutant.clients ?? 41 });
    // What an honest broker answers too is no evidence.
    const own = [...answers].filter(([key]) => !honest.has(key)).map(([, answer]) => answer);
    broken.set(mutant.name, own);
  }
  return { honest: [...honest.values()], broken };
}

async function judgeWith(
  tool: string,
  objects: Objection,
  { honest, broken }: Awaited<ReturnType<typeof collect>>,
): Promise<ToolResult> {
  const start = performance.now();
  const falseAlarms: string[] = [];
  for (const answer of honest) {
    const wrong = await objects(answer);
    if (wrong !== undefined) falseAlarms.push(wrong);
  }
  const caught: string[] = [];
  for (const [name, answers] of broken) {
    for (const answer of answers) {
      if ((await objects(answer)) === undefined) continue;
      caught.push(name);
      break;
    }
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${tool}: ${caught.length} caught, ${falseAlarms.length} false, ${seconds.toFixed(0)} s`,
  );
  return { tool, caught, falseAlarms, seconds };
}

async function judgeWithGate(): Promise<ToolResult> {
  const start = performance.now();
  const caught: string[] = [];
  for (const mutant of mutants) {
    if ((await judgeMutant(mutant)).kills.length > 0) caught.push(mutant.name);
  }
  const falseAlarms: string[] = [];
  for (const broker of honestBrokers([0, 1, 2, 41], [1, 2, 3])) {
    if (broker.dialect !== 'documented') continue;
    falseAlarms.push(...(await accuse(broker)).accusations);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `the gate: ${caught.length} caught, ${falseAlarms.length} false, ${seconds.toFixed(0)} s`,
  );
  return { tool: 'emqx-contract', caught, falseAlarms, seconds };
}

async function judgeWithSpecmatic(path: string): Promise<ToolResult> {
  const start = performance.now();
  const honest = HONEST.map(
    (options) =>
      [`honest-${options.clients}-${options.seed}`, createEngine(options).honest] as const,
  );
  const broken = mutants.map((mutant) => {
    const engine = createEngine({ clients: mutant.clients ?? 41 });
    return [mutant.name, mutant.breaks?.(engine) ?? engine.honest] as const;
  });
  const failed = [...(await runSpecmatic(path, new Map([...honest, ...broken])))];
  const seconds = (performance.now() - start) / 1000;
  const caught = failed.filter((name) => !name.startsWith('honest-'));
  const falseAlarms = failed.filter((name) => name.startsWith('honest-'));
  console.log(
    `Specmatic: ${caught.length} caught, ${falseAlarms.length} false, ${seconds.toFixed(0)} s`,
  );
  return { tool: 'Specmatic', caught, falseAlarms, seconds };
}

const gate = await judgeWithGate();
const answers = await collect();
const count = [...answers.broken.values()].reduce((sum, each) => sum + each.length, 0);
console.log(`${answers.honest.length} honest answers, ${count} answers that no honest broker gave`);
const schema = await judgeWith('JSON Schema alone (Ajv)', objection, answers);
const proxy = await startPrism();
let prism: ToolResult;
try {
  prism = await judgeWith('Prism validation proxy', (answer) => proxy.objection(answer), answers);
} finally {
  await proxy.close();
}
const jar = process.env['SPECMATIC_JAR'];
const tools = [gate, schema, prism, ...(jar === undefined ? [] : [await judgeWithSpecmatic(jar)])];
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), printResults(mutantGroups, tools));
