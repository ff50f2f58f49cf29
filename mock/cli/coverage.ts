import { writeFileSync } from 'node:fs';
import type { CoverageReport } from '../coverage/coverage.js';
import { printCoverage } from '../coverage/table.js';
import type { LogFormat } from '../server/request-log.js';

/** What `--coverage` asks for: `true` for the table, a path for JSON in that file as well. */
export type CoverageWish = boolean | string;

/** Reads the value of `--coverage`, which as a variable may also be a switch. */
export function readCoverageWish(text: string): CoverageWish {
  const word = text.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  return ['', '0', 'false', 'no', 'off'].includes(word) ? false : text;
}

/**
 * Tells at exit what was exercised: as a table, or as a line where the log is JSON.
 * @returns whether the file could be written, if one was asked for.
 */
export function tellCoverage(
  report: CoverageReport,
  wish: CoverageWish | undefined,
  log: LogFormat,
  io: Readonly<Record<'stdout' | 'stderr', (text: string) => void>>,
): boolean {
  if (wish === undefined || wish === false) return true;
  io.stdout(
    log === 'json'
      ? `${JSON.stringify({ event: 'coverage', ...report })}\n`
      : printCoverage(report),
  );
  if (wish === true) return true;
  try {
    writeFileSync(wish, `${JSON.stringify(report, undefined, 2)}\n`);
    return true;
  } catch (error) {
    const { message } = error as Error;
    io.stderr(
      `error: the coverage can not be written: expected --coverage to name a file that can, but got ${message}\n`,
    );
    return false;
  }
}
