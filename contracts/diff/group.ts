import { isJsonObject, type Json } from '../shared/json.js';
import { truncate } from '../shared/truncate.js';
import type { DiffEntry, DiffReport } from './diff.js';
import type { Difference } from './differences.js';

/** Differences of one kind, in all the requests that show them. */
export interface DiffGroup {
  /** E.g. `11 members only b sends: recv_msg.dropped, …`. */
  readonly title: string;
  /** Number of requests. */
  readonly requests: number;
  /** The first of them. */
  readonly example: DiffEntry;
}

/** Groups by kind, pattern of the path and pattern of the values; the most frequent first. */
export function groupDifferences({ entries }: Pick<DiffReport, 'entries'>): readonly DiffGroup[] {
  const seen = new Map<string, Found>();
  for (const entry of entries) {
    for (const found of kindsOf(entry)) {
      const key = JSON.stringify([found.kind, found.place, found.what]);
      const known = seen.get(key) ?? { ...found, entries: new Set<DiffEntry>() };
      known.entries.add(entry);
      seen.set(key, known);
    }
  }
  return [...mergeMembers([...seen.values()])]
    .map(({ members, entries: shown }) => ({
      title: titleOf(members),
      requests: shown.size,
      example: firstOf(shown, entries),
    }))
    .sort((one, other) => other.requests - one.requests);
}

interface Kind {
  readonly kind: 'answer' | 'only a' | 'only b' | 'value';
  /** Pattern of the path; for members, of the object. */
  readonly place: string;
  /** The member, or the pattern of the values. */
  readonly what: string;
}

interface Found extends Kind {
  readonly entries: Set<DiffEntry>;
}

/** Answers with another status differ altogether: their bodies are not compared. */
function kindsOf({ differences }: DiffEntry): readonly Kind[] {
  const status = differences.find(({ path }) => path === '$.status');
  if (status) {
    return [{ kind: 'answer', place: '$', what: `HTTP ${text(status.a)} | ${text(status.b)}` }];
  }
  return differences.map(kindOf);
}

function kindOf({ path, a, b }: Difference): Kind {
  const [, parent = '', name = ''] =
    /^(.*?)(\["(?:[^"\\]|\\.)*"\]|\.\w+|\[\d+\])$/.exec(path) ?? [];
  if (a === undefined || b === undefined) {
    return {
      kind: a === undefined ? 'only b' : 'only a',
      place: patternOf(parent),
      what: isRowId(name) ? '*' : name.replace(/^\.|^\["|"\]$/g, ''),
    };
  }
  return { kind: 'value', place: patternOf(path), what: `${valuePattern(a)} | ${valuePattern(b)}` };
}

const isRowId = (step: string): boolean => step.startsWith('["<') || /^\[\d+\]$/.test(step);

const patternOf = (path: string): string =>
  path.replace(/\["<(?:[^"\\]|\\.)*"\]|\[\d+\]/g, '[*]').replace(/^\$\.body/, '$');

/** Characters of a value. */
const LONGEST = 60;

function valuePattern(value: Json): string {
  if (typeof value === 'number') return value < 0 ? String(value) : '<number>';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '<list>';
  if (isJsonObject(value)) return '<object>';
  if (typeof value !== 'string') return JSON.stringify(value);
  const pattern = value.replace(/<<.*?>>/g, '<<…>>').replace(/^<\d+ rows>$/, '<rows>');
  return truncate(JSON.stringify(pattern), LONGEST);
}

const text = (status: Json | undefined): string =>
  status === 0 ? 'broken off' : JSON.stringify(status);

interface Merged {
  readonly members: readonly Found[];
  readonly entries: Set<DiffEntry>;
}

/** Members of the same object that the same requests show are one group. */
function mergeMembers(all: readonly Found[]): Iterable<Merged> {
  const merged = new Map<unknown, { members: Found[]; entries: Set<DiffEntry> }>();
  for (const found of all) {
    const isMember = found.kind.startsWith('only') && found.what !== '*';
    const key = isMember ? `${found.kind} ${found.place}` : found;
    const known = merged.get(key) ?? { members: [], entries: new Set<DiffEntry>() };
    known.members.push(found);
    for (const entry of found.entries) known.entries.add(entry);
    merged.set(key, known);
  }
  return merged.values();
}

const SHOWN = 4;

function titleOf(members: readonly Found[]): string {
  const [first] = members;
  if (!first) return '';
  const { kind, place, what } = first;
  if (kind === 'answer') return `the whole answer: ${what}`;
  if (kind === 'value') return `${place}: ${what}`;
  const side = `only ${kind.slice(-1)}`;
  if (what === '*') return `rows ${side} sends, at ${place}`;
  const names = members.map((each) => each.what);
  const shown = names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ', …' : '');
  const count = names.length === 1 ? '1 member' : `${names.length} members`;
  return `${count} ${side} sends: ${shown}, at ${place}`;
}

/** A group has at least one entry. */
const firstOf = (shown: ReadonlySet<DiffEntry>, [fallback]: readonly DiffEntry[]): DiffEntry => {
  const [first = fallback] = shown;
  if (!first) throw new Error('A group of differences without a request.');
  return first;
};
