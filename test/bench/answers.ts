import { request } from 'undici';
import type { RunningPeer } from './server.js';
import type { BenchRequest, Scene } from './scenes.js';

/** Whether a server answers the scene's requests with the rows that the mock answers. */
export type Correctness = 'right' | 'wrong' | 'not offered';

/** Requests of a scene that are compared. */
const COMPARED = 20;

/** Compares the clients in the answers, and their order. */
export async function compareAnswers(
  server: RunningPeer,
  { requests, changes }: Scene,
  expected: ReadonlyMap<string, readonly string[]>,
  headers: Readonly<Record<string, string>>,
): Promise<Correctness> {
  if (changes && server.peer.isStatic) return 'not offered';
  for (const asked of requests.slice(0, COMPARED)) {
    const path = server.peer.path(asked);
    if (path === undefined) return 'not offered';
    // A kick is sent by the load only: the rows must be the same for every server.
    if (asked.kind === 'kick') continue;
    const ids = idsIn(await textOf(server, path, headers));
    if (ids.join('\n') !== expected.get(keyOf(asked))?.join('\n')) return 'wrong';
  }
  return 'right';
}

export const keyOf = (request: BenchRequest): string => JSON.stringify(request);

/** @throws {Error} if nothing answers. */
export async function textOf(
  { url }: RunningPeer,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await request(url + path, { headers });
  return response.body.text();
}

/** The client ids of an answer: `{ data: [...] }`, an array, or one client. */
export function idsIn(text: string): readonly string[] {
  const answer = parse(text);
  const rows = Array.isArray(answer) ? answer : (readMember(answer, 'data') ?? [answer]);
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => String(readMember(row, 'clientid')));
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
