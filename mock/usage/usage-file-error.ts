import { aboutUsageFile } from '../../openapi/usage/usage-file.js';

/** A usage file cannot be used. */
export class UsageFileError extends Error {
  override readonly name = 'UsageFileError';

  /**
   * @param problem what is wrong, as the end of a sentence.
   * @param isKept it would have been written, and was not.
   */
  constructor(
    readonly file: string,
    problem: string,
    isKept = false,
  ) {
    const advice = isKept ? ' It was not changed; name another file, or a new one.' : '';
    super(`${aboutUsageFile(file, problem)}${advice}`);
  }
}
