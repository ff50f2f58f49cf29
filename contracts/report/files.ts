import { UsageError } from '../shared/errors.js';
import type { Report } from './report.js';
import { nearest } from '../runner/select-rules.js';
import { writeNamedFile } from '../shared/write-file.js';
import { ctrfText } from './ctrf.js';
import { junitText } from './junit.js';
import { markdownText } from './markdown.js';

const FORMATS = { junit: junitText, ctrf: ctrfText, markdown: markdownText } as const;
type Format = keyof typeof FORMATS;

/** A report file to write. */
export interface ReportFile {
  readonly format: Format;
  readonly path: string;
}

/**
 * Parses `junit=FILE,ctrf=FILE,markdown=FILE`, or a part of it.
 * @throws UsageError
 */
export function readReportFiles(text: string): readonly ReportFile[] {
  const names = Object.keys(FORMATS);
  return text.split(',').map((part) => {
    const equals = part.indexOf('=');
    const format = part.slice(0, Math.max(equals, 0)).trim();
    const path = part.slice(equals + 1).trim();
    if (equals < 0 || path === '' || !Object.hasOwn(FORMATS, format)) {
      const hint = equals < 0 ? '' : ` Did you mean "${nearest(format, names)}=${path || 'FILE'}"?`;
      throw new UsageError(
        `Failed to read --report: expected ${names.map((name) => `${name}=FILE`).join(', ')} but got "${part}".${hint}`,
      );
    }
    return { format: format as Format, path };
  });
}

/** @throws UsageError where one cannot be written */
export async function writeReports(report: Report, files: readonly ReportFile[]): Promise<void> {
  for (const { format, path } of files) await writeNamedFile(path, FORMATS[format](report));
}
