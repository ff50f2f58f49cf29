import { toBytes } from '../query/decode.js';

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

/**
 * Prints a value as Erlang's `~p` prints the binary of its UTF-8 bytes (decisions.md#32). The
 * outcome is those printed bytes read as UTF-8 again, as they go into the answer.
 */
export function printBinary(value: string): string {
  const bytes = toBytes(value);
  if (bytes === '') return '<<>>';
  if (!PRINTABLE.test(bytes)) {
    return `<<${[...bytes].map((byte) => byte.charCodeAt(0)).join(',')}>>`;
  }
  const escaped = value.replace(/["\\\n\r\t\v\b\f\x1b]/g, (character) => ESCAPES[character] ?? '');
  return `<<"${escaped.toWellFormed()}">>`;
}
