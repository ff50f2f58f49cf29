import type { FieldProblem } from '../core/client-input.js';

const EXPECTED =
  'a rule in JSON, or [METHOD] [/PATH] NAME=VALUE…, such as GET /clients nth=3 status=503; ' +
  'hang, reset and malformed have no value, and each name is given once';

const MATCH_NAMES = ['nth', 'probability', 'times'];
const ACTION_NAMES = ['status', 'body', 'contentType', 'delay', 'truncate', 'drip'];
const SWITCHES = ['hang', 'reset', 'malformed'];
const TEXTS = ['body', 'contentType'];

/** Whether a text is a rule in JSON. */
export const isJson = (text: string): boolean => text.trimStart().startsWith('{');

/**
 * Translates the short form into a rule in JSON; its values are checked later. For example
 * `GET /clients?_page=2 nth=3 status=503 delay=100..500 truncate=50%`; switches have no value
 * (`reset`); `body=…` takes the rest of the line.
 */
export function readShortForm(text: string, field: string, problems: FieldProblem[]): unknown {
  if (isJson(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      problems.push({ field, value: text, expected: 'valid JSON' });
      return undefined;
    }
  }
  const match: Record<string, unknown> = {};
  const action: Record<string, unknown> = {};
  for (const word of wordsOf(text)) {
    if (readWord(word, match, action)) continue;
    problems.push({ field, value: word, expected: EXPECTED });
    return undefined;
  }
  return { match, do: action };
}

/** The rules in a text: those of a JSON list, or a single one. */
export function rulesIn(text: string): readonly unknown[] {
  if (!text.trimStart().startsWith('[')) return [text];
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    return [text];
  }
}

/** `body=` and everything after it is one word. */
function wordsOf(text: string): string[] {
  const trimmed = text.trim();
  // A regular expression of the whole takes time by the square of the length.
  const at = trimmed.search(/\sbody=/);
  const head = at === -1 ? trimmed : trimmed.slice(0, at);
  const words = head.split(/\s+/).filter((word) => word !== '');
  return at === -1 ? words : [...words, trimmed.slice(at + 1)];
}

function readWord(
  word: string,
  match: Record<string, unknown>,
  action: Record<string, unknown>,
): boolean {
  if (word.startsWith('/')) {
    const [path, ...query] = word.split('?');
    const pairs = [...new URLSearchParams(query.join('?'))];
    const names = new Set(pairs.map(([name]) => name));
    if (names.size < pairs.length) return false;
    return (
      set(match, 'path', path) &&
      (query.length === 0 || set(match, 'query', Object.fromEntries(pairs)))
    );
  }
  if (/^[A-Z]+$/.test(word)) {
    return set(match, 'method', word);
  }
  if (SWITCHES.includes(word)) {
    return set(action, word, true);
  }
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(word) ?? [];
  const members = MATCH_NAMES.includes(name) ? match : action;
  if (members === action && !ACTION_NAMES.includes(name)) return false;
  return set(members, name, TEXTS.includes(name) ? value : numberOrRange(value));
}

/** Returns whether the name is new: of two values, one would be ignored. */
function set(members: Record<string, unknown>, name: string, value: unknown): boolean {
  if (Object.hasOwn(members, name)) return false;
  members[name] = value;
  return true;
}

function numberOrRange(text: string): unknown {
  const [min, max, ...more] = text.split('..');
  if (min === undefined || max === undefined || more.length > 0) return numberIn(text);
  return { min: numberIn(min), max: numberIn(max) };
}

/** Other text is returned unchanged: the reader of rules reports it with its field. */
const numberIn = (text: string): number | string =>
  /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
