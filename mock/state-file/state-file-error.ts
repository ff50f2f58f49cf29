/** A file of clients that can not be used; one sentence that names the file and what is wrong. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';

  constructor(
    /** As it was given; `-` for standard input. */
    readonly file: string,
    /** What is wrong, as it stands behind the file's name. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`${nameOf(file)}: ${problem}`, options);
  }
}

/** How a file is called in messages. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
