import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf, UsageError } from '../shared/errors.js';
import { isJsonObject } from '../shared/json.js';
import { writeNamedFile } from '../shared/write-file.js';
import type { PlainAnswer } from './normalise.js';

/** How a broker answered one request of `diff`. */
export interface RecordedAnswer {
  /** The request, with `<prefix>` for the run's prefix. */
  readonly name: string;
  readonly plain: PlainAnswer;
  /** The curl line that repeats the request. */
  readonly curl: string;
}

/**
 * The answers of one broker, for a comparison. It has no client but those of the kit, and no
 * credentials.
 */
export interface Recording {
  readonly target: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  /** Whether the kit had clients of its own, over MQTT: their rows are compared. */
  readonly mqtt: boolean;
  readonly answers: readonly RecordedAnswer[];
}

const FORMAT = 'emqx-contract recording';
const VERSION = 1;
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Writes a recording beside its path, then renames it; compressed where the path ends in `.gz`.
 * @throws UsageError where the file cannot be written
 */
export async function writeRecording(path: string, recording: Recording): Promise<void> {
  await writeNamedFile(path, recordingText(recording), 0o600);
}

/** A recording as the text of its file. */
export const recordingText = (recording: Recording): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, ...recording }, null, 1)}\n`;

/** @throws UsageError that says what is wrong with the file */
export async function readRecording(path: string): Promise<Recording> {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new UsageError(
      `Failed to read the recording ${path}: ${problem}. Give a URL such as http://localhost:8081/api/v4, or a file that "emqx-contract record" has written.`,
      { cause },
    );
  };
  let value: unknown;
  try {
    const bytes = await readFile(path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = isPacked ? await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }) : bytes;
    value = JSON.parse(plain.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    const isMissing = (cause as { code?: unknown }).code === 'ENOENT';
    return refuse(isMissing ? 'there is no such file' : messageOf(cause), cause);
  }
  if (!isJsonObject(value) || value['format'] !== FORMAT) {
    return refuse(`expected "format" to be "${FORMAT}"`);
  }
  if (value['version'] !== VERSION) {
    const got = JSON.stringify(value['version']);
    return refuse(
      `expected version ${VERSION} but got ${got}: record again, or use another release of the kit`,
    );
  }
  const { target, recordedAt, mqtt, answers } = value;
  if (typeof target !== 'string') return refuse('expected "target" to be a URL');
  if (typeof recordedAt !== 'number' || Number.isNaN(new Date(recordedAt).getTime())) {
    return refuse('expected "recordedAt" to be a time, in milliseconds');
  }
  if (typeof mqtt !== 'boolean') return refuse('expected "mqtt" to be true or false');
  if (!Array.isArray(answers)) return refuse('expected "answers" to be a list');
  const wrong = answers.findIndex((answer: unknown) => !isAnswer(answer));
  if (wrong >= 0) return refuse(`expected answers[${wrong}] to have a name, curl and plain`);
  return { target, recordedAt, mqtt, answers: answers as readonly RecordedAnswer[] };
}

function isAnswer(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { name, curl, plain } = value;
  return (
    typeof name === 'string' &&
    typeof curl === 'string' &&
    isJsonObject(plain) &&
    typeof plain['status'] === 'number' &&
    typeof plain['contentType'] === 'string' &&
    plain['body'] !== undefined
  );
}
