import { expect, test } from 'vitest';
import { createLog, type LogFormat } from '../../../mock/server/request-log.js';

/** What can move a cursor, end a line or turn the direction of text: each range's ends. */
const CONTROLS = [
  '\0\x1b\x1f\x7f\x80\x9b\x9f', // C0, DEL, C1
  '\u061c\u200e\u200f\u202a\u202e\u2066\u2069', // bidi controls
  '\u2028\u2029', // line and paragraph separator
].join('');
const RAW = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

function logged(format: LogFormat, clientid: string): string[] {
  const lines: string[] = [];
  const log = createLog(
    format,
    (line) => lines.push(line),
    () => 0,
  );
  log.request?.(
    { method: 'GET', url: `/api/v4/clients/${clientid}` },
    { status: 200, headers: {}, body: '' },
    1,
  );
  log.note('mqtt', { clientid });
  log.error(`Failed to keep ${clientid}`);
  log.error(new Error(`Failed to keep ${clientid}`));
  return lines;
}

test.each(['pretty', 'json'] as const)('a %s log escapes control characters', (format) => {
  for (const line of logged(format, `a${CONTROLS}\nb`)) {
    expect(line.endsWith('\n')).toBe(true);
    for (const part of line.trimEnd().split('\n')) expect(part).not.toMatch(RAW);
    expect(line).toContain('\\u202e');
  }
});

test('the message of an error stays on one line of a pretty log', () => {
  for (const line of logged('pretty', 'a\nGET    /forged 200 1 ms').slice(2)) {
    expect(line.split('\n').filter((part) => part.startsWith('GET'))).toEqual([]);
  }
});

test('a JSON log still holds the original text', () => {
  const [, note] = logged('json', `a${CONTROLS}\nb`).map((line) => JSON.parse(line) as object);
  expect(note).toMatchObject({ event: 'mqtt', clientid: `a${CONTROLS}\nb` });
});

test('printable text is left as it is', () => {
  expect(logged('pretty', '用户é🙂')[1]).toBe('mqtt   clientid=用户é🙂\n');
});

test('a long URL is cut', () => {
  const [line] = logged('pretty', 'x'.repeat(600));
  expect(line).toMatch(/^GET {4}\/api\/v4\/clients\/x+… 200 1 ms\n$/);
  expect(line!.length).toBeLessThan(530);
});
