import { rename, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { stringify } from 'yaml';
import type { JsonValue } from '../core/client.js';
import { decodeQuery, type ApiRequest } from '../core/parse-request.js';
import { isObject } from '../core/schema.js';
import type { RequestLog } from '../server/request-log.js';
import { parseStubs, STUB_LIMITS, type Stub, type StubAnswer } from '../stubs/stub.js';
import { readStubFile } from '../stubs/stub-file.js';
import { StubFileError } from '../stubs/stub-file-error.js';
import type { Headers } from './headers.js';

/** The headers that are recorded: none of them holds a secret, or is valid only once. */
const RECORDED = ['location', 'link', 'allow', 'retry-after', 'cache-control', 'content-language'];
/** Parameters and members of a body that may hold secrets, and the cache-buster `_`. */
const SECRET = /^_$|token|secret|passw|pwd|credential|api[-_]?key|signature|session/i;
/** What is recorded in place of a secret in a body. */
const HIDDEN = '(not recorded)';

/** A response that is being recorded. */
export interface RecordedResponse {
  readonly add: (chunk: Buffer) => void;
  end(): void;
}

/** Adds the answers of another server to a file of stubs. */
export class Recording {
  #isDirty = true;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly stubs: Map<string, Stub>,
    private readonly options: { readonly basePath: string; readonly log: RequestLog },
  ) {}

  /** @throws {StubFileError} if the file exists and is no file of stubs, or cannot be written. */
  static async open(
    file: string,
    options: { readonly basePath: string; readonly log: RequestLog },
  ): Promise<Recording> {
    const stubs = await readStubFile(file)
      .then((read) => read.stubs)
      .catch((error: unknown) => {
        if ((error as Error & { cause?: { code?: string } }).cause?.code === 'ENOENT') return [];
        throw error;
      });
    const recording = new Recording(
      file,
      new Map(stubs.map((stub) => [keyOf(stub), stub])),
      options,
    );
    await recording.#write().catch((error: unknown) => {
      const { message } = error as Error;
      throw new StubFileError(file, `cannot be written: ${message}.`, { cause: error });
    });
    return recording;
  }

  /** Begins to record a response; `undefined`: it is not recorded. */
  begin(
    request: ApiRequest,
    { status, headers }: { readonly status: number; readonly headers: Headers },
  ): RecordedResponse | undefined {
    // A stub asks for credentials itself.
    if (status === 401 || status === 407 || request.method === 'OPTIONS') return undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    return {
      add: (chunk) => {
        size += chunk.length;
        if (size <= STUB_LIMITS.body) chunks.push(chunk);
      },
      end: () => {
        const body = size <= STUB_LIMITS.body ? utf8(Buffer.concat(chunks)) : undefined;
        if (body === undefined || headers['content-encoding'] !== undefined) {
          this.#skip(request, 'not a text of up to 1 MiB');
        } else this.#add(request, answerOf(status, headers, body));
      },
    };
  }

  /** Waits until everything is in the file. */
  async close(): Promise<void> {
    await this.#writing;
  }

  #add(request: ApiRequest, answer: StubAnswer): void {
    const stub = this.#stubOf(request, answer);
    const key = keyOf(stub);
    const known = this.stubs.get(key);
    const answers = known ? [known.respond].flat() : [];
    if (!parseStubs([stub]).ok) {
      this.#skip(request, 'the path or a parameter is too long');
      return;
    }
    if (JSON.stringify(answers.at(-1)) === JSON.stringify(answer)) return;
    if (answers.length >= STUB_LIMITS.answers || this.stubs.size >= STUB_LIMITS.stubs) return;
    this.stubs.set(key, known ? { ...known, respond: [...answers, answer] } : stub);
    this.#save();
  }

  #skip({ method, path }: ApiRequest, reason: string): void {
    this.options.log.note('record', { method, path, skipped: reason });
  }

  #stubOf({ method, path, query, headers }: ApiRequest, respond: StubAnswer): Stub {
    const { basePath } = this.options;
    const isBelow = path.startsWith(`${basePath}/`);
    const pairs = (decodeQuery(query) ?? []).flatMap(([name, value]) =>
      SECRET.test(name) || typeof value === 'object' ? [] : [[name, value === true ? '' : value]],
    );
    return {
      match: {
        method,
        path: isBelow ? path.slice(basePath.length) : path,
        ...(pairs.length > 0 && { query: Object.fromEntries(pairs) as Record<string, string> }),
      },
      respond,
      ...(isBelow && headers['authorization'] === undefined && { credentials: false }),
    };
  }

  /** Writes the file, once more if something is added meanwhile. */
  #save(): void {
    if (this.#isDirty) return;
    this.#isDirty = true;
    this.#writing = this.#writing
      .then(() => this.#write())
      .catch((error: unknown) => this.options.log.error(error));
  }

  async #write(): Promise<void> {
    this.#isDirty = false;
    // The first stub that matches answers: those with more parameters come first.
    const size = ({ match }: Stub): number => Object.keys(match.query ?? {}).length;
    const stubs = [...this.stubs.values()].sort((a, b) => size(b) - size(a));
    const isYaml = /^\.ya?ml$/i.test(extname(this.file));
    const text = isYaml ? stringify({ stubs }) : `${JSON.stringify({ stubs }, undefined, 2)}\n`;
    // Renamed, so that the file is always whole.
    const draft = join(dirname(this.file), `.${basename(this.file)}.draft`);
    await writeFile(draft, text);
    await rename(draft, this.file);
  }
}

const keyOf = ({ match }: Stub): string => JSON.stringify([match.method, match.path, match.query]);

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function answerOf(status: number, headers: Headers, text: string): StubAnswer {
  const type = [headers['content-type'] ?? []].flat()[0];
  const kept = Object.entries(headers).flatMap(([name, value]) => {
    const line = [value].flat().join(', ');
    return RECORDED.includes(name) && /^[\x20-\x7e]{1,1024}$/.test(line) ? [[name, line]] : [];
  });
  const json = /^application\/(?:[\w.+-]+\+)?json\b/.test(type ?? '') ? readJson(text) : undefined;
  const body = json ?? text;
  const isDefault = json !== undefined && type === 'application/json';
  return {
    status,
    ...(kept.length > 0 && { headers: Object.fromEntries(kept) as Record<string, string> }),
    ...(type !== undefined && text !== '' && !isDefault && { contentType: type }),
    ...(text !== '' && { body }),
  };
}

/** The JSON of a text, without secrets; `undefined`: the text is recorded as it is. */
function readJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    const safe = withoutSecrets(value);
    const hasSecrets = JSON.stringify(safe) !== JSON.stringify(value);
    // JavaScript rounds a long number; and a text that is JSON would be sent without its quotes.
    const isChanged = typeof value === 'string' || /\d{16}/.test(text);
    return isChanged && !hasSecrets ? undefined : safe;
  } catch {
    return undefined;
  }
}

function withoutSecrets(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' && SECRET.test(name) ? HIDDEN : withoutSecrets(member),
    ]),
  );
}
