import type { JsonValue } from '../client.js';
import { toBytes } from '../query/decode.js';
import { MockLimit } from '../query/query-types.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\b': '\\b',
  '\f': '\\f',
  '\x1b': '\\e',
};

/** Printable Latin-1 to Erlang: ASCII 32–126, 160–255 and the escapes above. */
const PRINTABLE = /^[\x20-\x7e\xa0-\xff\n\r\t\v\b\f\x1b]+$/;

/** Erlang breaks a line that would be longer. */
const LINE = 80;

/** More levels of lists and objects could overflow the stack. */
const MAX_LEVELS = 500;

/**
 * Prints a value as Erlang's `~p` prints what a broker made of it (decisions.md#32): a text is the
 * binary of its UTF-8 bytes, an object a list of pairs.
 * @param column how many characters of the line precede it.
 * @param levels how many levels precede it.
 * @throws {MockLimit} for a value of too many levels.
 */
export function printTerm(value: JsonValue, column = 0, levels = 0): string {
  if (typeof value === 'string') return printBinary(value, column);
  if (levels > MAX_LEVELS) throw new MockLimit(`a body of more than ${MAX_LEVELS} levels`);
  const print = (inner: JsonValue): string => printTerm(inner, 0, levels + 1);
  if (Array.isArray(value)) return printList(value as readonly JsonValue[], print);
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value as Readonly<Record<string, JsonValue>>);
    return pairs.length === 0
      ? '[{}]'
      : `[${pairs.map(([key, member]) => `{${print(key)},${print(member)}}`).join(',')}]`;
  }
  return typeof value === 'number' ? printNumber(value) : String(value);
}

/** A list of the codes of printable characters is a string to Erlang. */
function printList(values: readonly JsonValue[], print: (value: JsonValue) => string): string {
  const isText = values.every((value) => Number.isInteger(value) && Number(value) < 256);
  const text = isText ? values.map((value) => String.fromCharCode(Number(value))).join('') : '';
  if (PRINTABLE.test(text)) return `"${escape(text)}"`;
  return `[${values.map(print).join(',')}]`;
}

/** A fraction has at least one digit after the point: `1.0e21`. */
function printNumber(value: number): string {
  const text = String(value).replace('e+', 'e');
  return /^-?\d+e/.test(text) ? text.replace('e', '.0e') : text;
}

const escape = (text: string): string =>
  text.replace(/["\\\n\r\t\v\b\f\x1b]/g, (character) => ESCAPES[character] ?? '');

/** A text is printed as its bytes, which the response sends as UTF-8 again. */
function printBinary(value: string, column: number): string {
  const bytes = toBytes(value);
  if (bytes === '') return '<<>>';
  if (PRINTABLE.test(bytes)) return `<<"${escape(value).toWellFormed()}">>`;
  return printBytes(
    [...bytes].map((byte) => String(byte.charCodeAt(0))),
    column,
  );
}

/** Numbers, broken into lines of equal indent if they do not fit into one. */
function printBytes(numbers: readonly string[], column: number): string {
  const inOneLine = `<<${numbers.join(',')}>>`;
  const start = column + 1;
  if (inOneLine.length < LINE - start) return inOneLine;
  const room = Math.max(8, Math.min(LINE - start - 2, inOneLine.length - 4));
  const newLine = `\n${' '.repeat(start + 1)}`;
  let left = room;
  let text = '<<';
  for (const [index, number] of numbers.entries()) {
    const part = index < numbers.length - 1 ? `${number},` : number;
    if (part.length > left) {
      text += newLine;
      left = room;
    }
    text += part;
    left -= part.length;
  }
  return `${text}>>`;
}
