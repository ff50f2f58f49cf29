/** A file of clients that cannot be used. The message names the file and the problem. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';

  constructor(
    /** The path as given; `-` for standard input. */
    readonly file: string,
    /** The problem; a phrase that follows the file's name. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${nameOf(file)}: ${problem}`, options);
  }
}

/** The name of a file in messages. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
