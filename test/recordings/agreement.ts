import type { Exchange, RecordedBody, RecordedClient, Recording } from './recording.js';

/** An answer of the mock to an exchange's request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Members that change from one request to the next on a real broker too. */
const VOLATILE = /^(?:(?:recv|send)_|(?:mailbox_len|heap_size|reductions|port)$)/;

/** The headers whose value is part of the contract. */
const HEADERS = ['content-type', 'www-authenticate'];

/**
 * Compares an answer with the recorded one.
 * @returns a sentence for each difference.
 */
export function differencesOf(
  { response: recorded }: Exchange,
  answer: Answer,
  isSorted = false,
): string[] {
  const found: string[] = [];
  const compare = (what: string, expected: unknown, got: unknown): void => {
    const [want, have] = [JSON.stringify(expected), JSON.stringify(got)];
    if (want !== have) found.push(`${what}: the broker sent ${want}, the mock ${have}`);
  };
  compare('status', recorded.status, answer.status);
  for (const name of HEADERS) compare(name, recorded.headers[name], answer.headers[name]);
  if (typeof recorded.body === 'string') {
    compare('body', recorded.body, answer.body);
    return found;
  }
  const body = parse(answer.body);
  if (!body) return [...found, `body: expected JSON, got ${answer.body.slice(0, 80)}`];
  for (const member of ['code', 'message', 'meta'] as const) {
    compare(member, recorded.body[member], body[member]);
  }
  compare('order of members', membersOf(recorded.body, isSorted), membersOf(body, isSorted));
  const [ids, ours] = [idsOf(recorded.body), idsOf(body)];
  compare('number of rows', ids.length, ours.length);
  if (holdsAllRows(recorded.body)) compare('client ids', [...ids].sort(), [...ours].sort());
  // Without rows every byte is fixed, including digits of a page number that JSON.parse would round.
  if (ids.length === 0) {
    compare('length', recorded.headers['content-length'], String(Buffer.byteLength(answer.body)));
  }
  for (const client of recorded.body.data ?? []) {
    const mine = body.data?.find((row) => row['clientid'] === client['clientid']);
    // A partial page may contain other clients: the order of rows is arbitrary.
    if (mine) compare(`client ${String(client['clientid'])}`, lasting(client), lasting(mine));
  }
  return found;
}

function parse(text: string): RecordedBody | undefined {
  try {
    return JSON.parse(text) as RecordedBody;
  } catch {
    return undefined;
  }
}

export function idsOf({ data, clientids }: RecordedBody): readonly string[] {
  return clientids ?? data?.map((client) => String(client['clientid'])) ?? [];
}

/**
 * Replacing the rows by `clientids` moved them to the end; they were before `code`, or after it if
 * the broker sorts members by name.
 */
function membersOf({ clientids, ...body }: RecordedBody, isSorted: boolean): string[] {
  const members = Object.keys(body);
  const at = members.indexOf('code') + (isSorted ? 1 : 0);
  return clientids ? members.toSpliced(at, 0, 'data') : members;
}

/** Whether the broker sorts members by name, as a response that was kept whole shows. */
export const sortsMembers = ({ exchanges }: Recording): boolean =>
  exchanges.some(({ response: { body } }) => {
    return typeof body !== 'string' && body.data && Object.keys(body)[0] === 'code';
  });

/** Whether the answer contains all matching rows, so that their set is fixed. */
function holdsAllRows({ meta }: RecordedBody): boolean {
  return !meta || (meta.page <= 1 && !hasNext(meta)) || meta.limit === 0;
}

/** EMQX 4.0 does not say it. */
export function hasNext({
  page,
  limit,
  hasnext,
  count,
}: NonNullable<RecordedBody['meta']>): boolean {
  return hasnext ?? Math.max(page, 1) * limit < count;
}

function lasting(client: RecordedClient): [string, unknown][] {
  return Object.entries(client)
    .filter(([name]) => !VOLATILE.test(name) && name !== 'conn_state')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
