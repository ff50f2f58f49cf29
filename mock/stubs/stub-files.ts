import { signatureOf, watchFile } from '../state-file/watch.js';
import type { Stub } from './stub.js';
import { readStubFile } from './stub-file.js';

/** The files of stubs that a mock was started with. */
export class StubFiles {
  #stubs: readonly Stub[] = [];
  /** The files of stubs, and those that they name. */
  #read: readonly string[] = [];
  #seen = '';

  /** @throws {StubFileError} if a file cannot be used. */
  static async open(files: readonly string[]): Promise<StubFiles> {
    const opened = new StubFiles(files);
    await opened.#reload();
    return opened;
  }

  private constructor(private readonly files: readonly string[]) {}

  /** The stubs of all files, in their order. */
  get stubs(): readonly Stub[] {
    return this.#stubs;
  }

  /**
   * Reads the files again whenever one of them changes. A file that cannot be used changes nothing.
   * @returns a function that stops watching.
   */
  watch(
    onChange: (stubs: readonly Stub[]) => void,
    onError: (error: unknown) => void,
  ): () => Promise<void> {
    return watchFile(() => this.#signature(), this.#seen, {
      reload: async () => {
        await this.#reload();
        onChange(this.#stubs);
      },
      onError,
    });
  }

  async #reload(): Promise<void> {
    const loaded = await Promise.all(this.files.map(readStubFile));
    const versions = new Map(loaded.flatMap(({ versions: read }) => [...read]));
    this.#stubs = loaded.flatMap(({ stubs }) => stubs);
    // Sorted: they were read at the same time, in any order.
    this.#read = [...versions.keys()].sort();
    this.#seen = joined(this.#read.map((file) => versions.get(file) ?? ''));
  }

  /** Identifies the versions of all files; empty while one of them does not exist. */
  async #signature(): Promise<string> {
    return joined(await Promise.all(this.#read.map(signatureOf)));
  }
}

const joined = (each: readonly string[]): string => (each.includes('') ? '' : each.join(', '));
