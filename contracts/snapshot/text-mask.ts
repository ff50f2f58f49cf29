import { keyedPermutation } from './permutation.js';

const CJK_START = 0x4e00;
const CJK_SIZE = 0x9fff - 0x4e00 + 1;
/** A private-use plane, with room for every other character of the basic plane. */
const PRIVATE_BMP = 0xf0000;

/**
 * Replaces texts of one value class character by character: letters by letters (both cases alike),
 * digits by digits; other ASCII, and characters beyond the basic plane such as emoji, stay. So
 * equality, substrings, case and length still hold within the class. It hides names from readers,
 * not from an attacker who counts letters.
 */
export function createTextMask(salt: string, valueClass: string): (text: string) => string {
  const letters = keyedPermutation(salt, `${valueClass}:letters`, 26);
  const digits = keyedPermutation(salt, `${valueClass}:digits`, 10);
  const cjk = keyedPermutation(salt, `${valueClass}:cjk`, CJK_SIZE);
  const within = (code: number, start: number, table: readonly number[]): number =>
    start + (table[code - start] ?? 0);

  const maskCode = (code: number): number => {
    if (code >= 0x61 && code <= 0x7a) return within(code, 0x61, letters);
    if (code >= 0x41 && code <= 0x5a) return within(code, 0x41, letters);
    if (code >= 0x30 && code <= 0x39) return within(code, 0x30, digits);
    if (code < 0x80) return code;
    if (code >= CJK_START && code < CJK_START + CJK_SIZE) return within(code, CJK_START, cjk);
    if (code < 0x10000)
      return PRIVATE_BMP + within(code & 0xff, 0, bmp(code >> 8)) + (code & 0xff00);
    return code;
  };
  const rows = new Map<number, readonly number[]>();
  const bmp = (row: number): readonly number[] => {
    const known = rows.get(row) ?? keyedPermutation(salt, `${valueClass}:row ${row}`, 256);
    rows.set(row, known);
    return known;
  };
  return (text) =>
    Array.from(text, (character) =>
      String.fromCodePoint(maskCode(character.codePointAt(0) ?? 0)),
    ).join('');
}
