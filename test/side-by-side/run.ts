/**
 * Compares the gate with other tools: shows each tool the answers of the broken brokers and writes
 * to RESULTS.md how many it catches. SPECMATIC_JAR: path of specmatic.jar (npm package `specmatic`);
 * without it, Specmatic is left out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutantGroups, mutants } from '../mutants/faults/index.js';
import { createEngine } from '../support/in-process/engine.js';
import { type Answer, distinct, observe } from './answers.js';
import { startPrism } from './prism-proxy.js';
import { printResults, type ToolResult } from './results.js';
import { objection } from './schema-alone.js';
import { runSpecmatic } from './specmatic.js';

const CONFORMING = [0, 1, 2, 41].flatMap((clients) => [1, 2, 3].map((seed) => ({ clients, seed })));

interface Tool extends ToolResult {
  readonly caught: string[];
  readonly falseAlarms: string[];
  seconds: number;
}
const toolOf = (tool: string): Tool => ({
  tool,
  caught: [],
  falseAlarms: [],
  seconds: 0,
  shown: mutants.length,
});

async function timed<T>(tool: Tool, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  tool.seconds += (performance.now() - start) / 1000;
  return result;
}

const gate = toolOf('emqx-contract');
const schema = toolOf('JSON Schema alone (Ajv)');
const prism = toolOf('Prism validation proxy');

const proxy = await startPrism();
try {
  const known = await judgeConforming();
  for (const [index, mutant] of mutants.entries()) {
    const options = { clients: mutant.clients ?? 41 };
    const { report, answers } = await timed(gate, () => observe(mutant, options));
    if (report.counts.fail > 0) gate.caught.push(mutant.name);
    // An answer that a conforming broker gives, too, proves nothing.
    const own = [...distinct(answers)]
      .filter(([key]) => !known.has(key))
      .map(([, answer]) => answer);
    const objected = await timed(schema, () => own.find((answer) => objection(answer)));
    if (objected) schema.caught.push(mutant.name);
    // The most likely first: one objection is enough.
    const inOrder = objected ? [objected, ...own.filter((each) => each !== objected)] : own;
    if (await timed(prism, () => anyObjection(inOrder))) prism.caught.push(mutant.name);
    if ((index + 1) % 16 === 0) console.log(index + 1, ...[gate, schema, prism].map(say));
  }
} finally {
  await proxy.close();
}
const jar = process.env['SPECMATIC_JAR'];
const specmatic = jar === undefined ? [] : [await judgeWithSpecmatic(jar)];
const tools = [gate, schema, prism, ...specmatic];
for (const tool of tools) console.log(say(tool));
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), printResults(mutantGroups, tools));

/** The answers of conforming brokers, each shown to every tool. */
async function judgeConforming(): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const options of CONFORMING) {
    const { report, answers } = await timed(gate, () => observe(undefined, options));
    if (report.counts.fail > 0) gate.falseAlarms.push(JSON.stringify(options));
    const all = distinct(answers);
    const fresh = [...all].filter(([key]) => !known.has(key)).map(([, answer]) => answer);
    for (const key of all.keys()) known.add(key);
    if (await timed(schema, () => fresh.some((answer) => objection(answer)))) {
      schema.falseAlarms.push(JSON.stringify(options));
    }
    if (await timed(prism, () => anyObjection(fresh))) {
      prism.falseAlarms.push(JSON.stringify(options));
    }
  }
  return known;
}

async function anyObjection(answers: readonly Answer[]): Promise<boolean> {
  for (const answer of answers) if ((await proxy.objection(answer)) !== undefined) return true;
  return false;
}

async function judgeWithSpecmatic(jar: string): Promise<Tool> {
  const tool = toolOf('Specmatic');
  const conforming = CONFORMING.map(
    (options) =>
      [`conforming-${options.clients}-${options.seed}`, createEngine(options).handle] as const,
  );
  const broken = mutants.map((mutant) => {
    const engine = createEngine({ clients: mutant.clients ?? 41 });
    return [mutant.name, mutant.breaks?.(engine) ?? engine.handle] as const;
  });
  for (const name of await timed(tool, () =>
    runSpecmatic(jar, new Map([...conforming, ...broken])),
  )) {
    (name.startsWith('conforming-') ? tool.falseAlarms : tool.caught).push(name);
  }
  return tool;
}

function say({ tool, caught, falseAlarms, seconds }: ToolResult): string {
  return `${tool}: ${caught.length} caught, ${falseAlarms.length} false, ${seconds.toFixed(0)} s`;
}
