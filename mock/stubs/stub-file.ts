import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { parseDocument } from 'yaml';
import type { FieldProblem } from '../core/client-input.js';
import { isObject } from '../core/schema.js';
import { signatureOf } from '../state-file/watch.js';
import { truncate } from '../shared/truncate.js';
import { StubFileError } from './stub-file-error.js';
import { parseStubs, type Stub, STUB_LIMITS } from './stub.js';

/** The stubs of a file. */
interface StubFile {
  readonly stubs: readonly Stub[];
  /** The signature of each file that was read, from before it was read. */
  readonly versions: ReadonlyMap<string, string>;
}

type Versions = Map<string, string>;

/** Bytes of a file of stubs. */
const MAX_FILE = 16 * 1024 * 1024;

/**
 * Reads stubs from a file in YAML or JSON: a list, or an object with a list `stubs`. An answer with
 * `file` has the text of that file as its body; the file must be in the folder of the stubs.
 * @throws {StubFileError} about the first problem.
 */
export async function readStubFile(file: string): Promise<StubFile> {
  const versions: Versions = new Map([[file, await signatureOf(file)]]);
  const document = parseDocument(await readText(file, file, MAX_FILE));
  const [error] = document.errors;
  if (error)
    throw new StubFileError(file, `is not valid YAML or JSON: ${firstLine(error.message)}`);
  const content = toValue(file, () => document.toJS() as unknown);
  const list = isObject(content) && Object.hasOwn(content, 'stubs') ? content['stubs'] : content;
  if (isObject(content) && list !== content) {
    const [unknown] = Object.keys(content).filter((name) => name !== 'stubs');
    if (unknown !== undefined) {
      fail(file, { field: unknown, value: unknown, expected: 'one of the members stubs' });
    }
  }
  const loaded = Array.isArray(list)
    ? await Promise.all(
        list.map((stub, index) => withBodies(stub, `stubs[${index}]`, file, versions)),
      )
    : list;
  const read = parseStubs(loaded);
  if (!read.ok) fail(file, read.problems[0]);
  return { stubs: read.value, versions };
}

/** The characters of a value that a message shows. */
const SHOWN = 100;

function fail(file: string, { field, value, expected }: FieldProblem): never {
  const shown = value === undefined ? 'nothing' : truncate(JSON.stringify(value), SHOWN);
  throw new StubFileError(file, `${field}: expected ${expected}, but got ${shown}.`);
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/:?$/, '.');

function toValue(file: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    // The package refuses aliases that would grow without bound.
    throw new StubFileError(file, `cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

/** Replaces `file` in the answers of a stub by the text of that file. */
async function withBodies(
  stub: unknown,
  field: string,
  stubFile: string,
  versions: Versions,
): Promise<unknown> {
  if (!isObject(stub)) return stub;
  const { respond } = stub;
  const read = (answer: unknown, where: string) => withBody(answer, where, stubFile, versions);
  const loaded = Array.isArray(respond)
    ? await Promise.all(respond.map((each, i) => read(each, `${field}.respond[${i}]`)))
    : await read(respond, `${field}.respond`);
  return { ...stub, ...(respond !== undefined && { respond: loaded }) };
}

async function withBody(
  answer: unknown,
  field: string,
  stubFile: string,
  versions: Versions,
): Promise<unknown> {
  if (!isObject(answer) || !Object.hasOwn(answer, 'file')) return answer;
  const { file, ...others } = answer;
  const where = `${field}.file`;
  if (typeof file !== 'string' || file === '' || isAbsolute(file)) {
    fail(stubFile, { field: where, value: file, expected: 'the path of a file beside the stubs' });
  }
  if (Object.hasOwn(answer, 'body')) {
    fail(stubFile, { field: where, value: file, expected: 'either file or body, not both' });
  }
  const path = resolve(dirname(stubFile), file);
  // Symbolic links are followed first: none may lead out of the folder.
  const real = await realpath(path).catch((error: unknown) => {
    return unreadable(stubFile, error, `${where}: ${file} `);
  });
  const inFolder = relative(await realpath(dirname(stubFile)), real);
  if (inFolder === '..' || inFolder.startsWith(`..${sep}`) || isAbsolute(inFolder)) {
    fail(stubFile, { field: where, value: file, expected: 'a file in the folder of the stubs' });
  }
  versions.set(path, await signatureOf(path));
  const body = await readText(real, stubFile, STUB_LIMITS.body, `${where}: ${file} `);
  const hasType = ['contentType', 'headers'].some((name) => mentionsType(others[name], name));
  return { ...others, body, ...(!hasType && { contentType: typeOf(file) }) };
}

function mentionsType(given: unknown, name: string): boolean {
  if (name === 'contentType') return given !== undefined;
  return isObject(given) && Object.keys(given).some((key) => key.toLowerCase() === 'content-type');
}

/** Content types by the extension of a file. */
const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.xml': 'application/xml',
  '.csv': 'text/csv; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};

const typeOf = (file: string): string =>
  TYPES[extname(file).toLowerCase()] ?? 'text/plain; charset=utf-8';

/**
 * Reads a file of UTF-8 text; a byte order mark is removed.
 * @param stubFile the file that an error names. @param what precedes the problem.
 */
async function readText(path: string, stubFile: string, max: number, what = ''): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > max) {
      const problem = `${what}is too large: expected at most ${max} bytes, but got ${size}.`;
      throw new StubFileError(stubFile, problem);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    return error instanceof StubFileError ? rethrow(error) : unreadable(stubFile, error, what);
  }
}

function rethrow(error: Error): never {
  throw error;
}

/** What is wrong, by the error code of Node. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist.',
  EACCES: 'cannot be read: permission denied.',
  EPERM: 'cannot be read: permission denied.',
  EISDIR: 'is a directory: expected a file.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text: only text can be a body.',
};

function unreadable(file: string, error: unknown, what = ''): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const problem = PROBLEMS[code ?? ''] ?? `cannot be read: ${message}.`;
  throw new StubFileError(file, what + problem, { cause: error });
}
