/** A usage file cannot be used. */
export class UsageFileError extends Error {
  override readonly name = 'UsageFileError';

  constructor(
    readonly file: string,
    /** What is wrong, as the end of a sentence. */
    problem: string,
  ) {
    super(
      `The usage file ${file} ${problem.replace(/\.$/, '')}. It was not changed; name another file, or a new one.`,
    );
  }
}
