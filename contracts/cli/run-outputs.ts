import { resolve } from 'node:path';
import { withoutSecret } from '../http/read-target.js';
import {
  chooseReportFiles,
  prepareReports,
  readReportFiles,
  type ReportFile,
  writeReports,
} from '../report/files.js';
import { githubText } from '../report/github.js';
import type { Report } from '../report/report.js';
import type { Run } from '../report/run.js';
import { terminalText } from '../report/terminal.js';
import { UsageError } from '../shared/errors.js';
import { printable } from '../shared/printable.js';
import type { CliIo } from './io.js';

/** Where the result of `check` goes: the terminal, GitHub's annotations, and files. */
export class RunOutputs {
  #target: string | undefined;
  #files: readonly ReportFile[] | undefined;
  #isWritten = false;

  /** @param startedAt epoch milliseconds */
  constructor(
    private readonly io: CliIo,
    private readonly startedAt: number,
  ) {}

  /**
   * Before the run.
   * @param reports the values of `--report`
   * @throws UsageError where a report is misspelt, or a file cannot be written
   */
  async prepare(baseUrl: string, reports: readonly string[]): Promise<void> {
    this.#target = baseUrl;
    const files = chooseReportFiles(reports, this.io.env);
    await prepareReports(files);
    this.#files = files;
  }

  /** @throws UsageError where a report has the path of another option's file */
  requireOther(path: string, option: string): void {
    const report = this.#files?.find((each) => resolve(each.path) === resolve(path));
    if (!report) return;
    throw new UsageError(
      `Failed to use ${option}: expected a file of its own but got ${path}, which is also that of --report ${report.format}.`,
    );
  }

  /** @throws UsageError where a file cannot be written */
  async write(report: Report): Promise<void> {
    this.#isWritten = true;
    // The result first: a file that cannot be written must not hide it.
    this.#annotate(report);
    this.io.stdout(terminalText(report, this.io.colour === true));
    const notes = await writeReports(report, this.#files ?? []);
    for (const note of notes) this.io.stderr(`warning: ${printable(note)}\n`);
  }

  /**
   * Writes to all files that a run has ended before any rule was judged, unless its result stands
   * there. Never throws.
   * @param argv the command line, for the files of a run whose options are wrong
   */
  async writeFailure(argv: readonly string[], message: string, exitCode: 2 | 3): Promise<void> {
    const target = withoutSecret(this.#target ?? argv.find((word) => /^https?:/i.test(word)) ?? '');
    const failed = { target, message, exitCode, startedAt: this.startedAt };
    this.#annotate(failed);
    if (this.#isWritten || argv[0] !== 'check') return;
    const files = this.#files ?? (await writableFiles(argv, this.io.env).catch(() => []));
    await writeReports(failed, files).catch(() => undefined);
  }

  #annotate(run: Run): void {
    if (this.io.env['GITHUB_ACTIONS'] === 'true') this.io.stdout(githubText(run));
  }
}

/** The report files that a command line names, as far as they can be read and written. */
async function writableFiles(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<readonly ReportFile[]> {
  const given = argv.flatMap((word, index) => {
    if (word === '--report') return argv[index + 1] ?? [];
    return word.startsWith('--report=') ? word.slice('--report='.length) : [];
  });
  const texts = given.length > 0 ? given : [env['EMQX_CONTRACT_REPORT'] ?? []].flat();
  const readable = texts.flatMap((text) => text.split(',')).filter(isReadable);
  const files: ReportFile[] = [];
  for (const file of chooseReportFiles([...new Set(readable)], env)) {
    const isWritable = await prepareReports([file]).then(
      () => true,
      () => false,
    );
    if (isWritable) files.push(file);
  }
  return files;
}

function isReadable(text: string): boolean {
  try {
    return readReportFiles(text).length > 0;
  } catch {
    return false;
  }
}
