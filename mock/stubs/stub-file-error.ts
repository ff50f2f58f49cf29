/** A file of stubs that cannot be used. The message names the file, the field and the problem. */
export class StubFileError extends Error {
  override readonly name = 'StubFileError';

  constructor(
    /** The path as given. */
    readonly file: string,
    /** The problem; a phrase that follows the file's name. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}`, options);
  }
}
