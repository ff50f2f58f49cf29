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
  let text = '';
  for (let start = 0; start < run.length;) {
    const lead = Number.parseInt(run.slice(start + 1, start + 3), 16);
    const bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    try {
      text += decodeURIComponent(run.slice(start, start + bytes * 3));
      start += bytes * 3;
    } catch {
      text += String.fromCharCode(0xdc00 + lead);
      start += 3;
    }
  }
  return text;
}

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
