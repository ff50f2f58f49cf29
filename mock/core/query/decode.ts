const BAD_PERCENT = /%(?![0-9a-fA-F]{2})/;

/**
 * Decodes percent-encoding once (decisions.md#27). Bytes that are not UTF-8 become lone
 * surrogates, U+DC80 to U+DCFF, which no client id holds: such a value is legal and equals no id,
 * and {@link toBytes} restores the bytes.
 * @returns `undefined` if a `%` is not followed by two hexadecimal digits.
 */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (BAD_PERCENT.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-fA-F]{2})+/g, decodeRun);
  }
}

/** Decodes a run of `%XX`, sequence by sequence, keeping what is UTF-8. */
function decodeRun(run: string): string {
  const bytes = bytesOf(run);
  let text = '';
  for (let start = 0; start < bytes.length;) {
    const length = sequenceAt(bytes, start);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[start++] as number));
    else {
      text += decodeURIComponent(run.slice(start * 3, (start + length) * 3));
      start += length;
    }
  }
  return text;
}

function bytesOf(run: string): Uint8Array {
  const bytes = new Uint8Array(run.length / 3);
  for (let index = 0; index < bytes.length; index++) {
    const [high, low] = [run.charCodeAt(index * 3 + 1), run.charCodeAt(index * 3 + 2)];
    bytes[index] = (digitOf(high) << 4) | digitOf(low);
  }
  return bytes;
}

/** The value of a hexadecimal digit, of its character code. */
const digitOf = (code: number): number => (code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57);

/**
 * How many bytes the UTF-8 sequence has that begins there; 0 if none does. To find that out by an
 * exception, one for each byte, took a second for a long query.
 */
function sequenceAt(bytes: Uint8Array, start: number): number {
  const lead = bytes[start] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0 || start + length > bytes.length) return 0;
  for (let at = start + 1; at < start + length; at++) if ((bytes[at] ?? 0) >> 6 !== 2) return 0;
  const second = bytes[start + 1] ?? 0;
  // Overlong forms, surrogates, and beyond U+10FFFF (Unicode, table 3-7).
  const [least, most] = SECOND_BYTES.get(lead) ?? [0x80, 0xbf];
  return second >= least && second <= most ? length : 0;
}

const SECOND_BYTES: ReadonlyMap<number, readonly [least: number, most: number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

/** With the `u` flag, halves of a surrogate pair do not match: only the escaped bytes do. */
const ESCAPED_BYTE = /[\udc80-\udcff]/u;

/** Whether the text holds bytes that are not UTF-8. */
export function hasRawBytes(text: string): boolean {
  return ESCAPED_BYTE.test(text);
}

const BEYOND_ASCII = /[^\x00-\x7f]/;

/** The text's UTF-8 bytes, one character a byte (Latin-1), as a broker compares them. */
export function toBytes(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  let bytes = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes += character;
    else if (code >= 0xdc80 && code <= 0xdcff) bytes += String.fromCharCode(code - 0xdc00);
    else if (code >= 0xd800 && code <= 0xdfff) bytes += '\xef\xbf\xbd';
    else bytes += percentToBytes(encodeURIComponent(character));
  }
  return bytes;
}

const percentToBytes = (encoded: string): string =>
  encoded.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
