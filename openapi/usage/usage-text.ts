import { parseAllDocuments } from 'yaml';
import { readUsage } from './read-usage.js';
import { EMPTY_USAGE, type Usage } from './usage.js';

/** A usage, or what is wrong: the rest of a sentence that begins with `The usage file FILE`. */
export type ReadUsageText =
  { readonly ok: true; readonly usage: Usage } | { readonly ok: false; readonly problem: string };

/** Reads the text of a usage file. An empty one is {@link EMPTY_USAGE}. */
export function readUsageText(text: string): ReadUsageText {
  if (text.trim() === '') return { ok: true, usage: EMPTY_USAGE };
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, problem: `is no usage file: ${yaml.problem}` };
  const read = readUsage(yaml.value);
  if (read.ok) return read;
  return { ok: false, problem: `is no usage file that can be used. ${read.problems.join(' ')}` };
}

type ReadYaml =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function readYaml(text: string): ReadYaml {
  const documents = parseAllDocuments(text, { prettyErrors: true });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (!document) return { ok: false, problem: 'it has nothing but comments' };
  if (second) return { ok: false, problem: 'it has several documents' };
  const [error] = [...document.errors, ...document.warnings];
  if (error) return { ok: false, problem: reasonOf(error) };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) };
  } catch (cause) {
    return { ok: false, problem: reasonOf(cause as Error) };
  }
}

/** What is wrong, and where, without an excerpt: a file that is no usage file may have secrets. */
function reasonOf({ message }: Error): string {
  const [first = ''] = message.split('\n');
  const [what = ''] = first.split(':');
  const place = / at line \d+, column \d+/.exec(first)?.[0] ?? '';
  return what.replace(place, '') + place;
}
