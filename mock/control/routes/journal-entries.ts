import { detailsOf, type ExchangeDetails } from '../../journal/details.js';
import type { JournalEntry } from '../../journal/journal.js';
import type { Mock } from '../../mock.js';
import { headerOf, SANDBOX_HEADER } from '../../sandboxes/sandbox-name.js';
import { refusal, show } from '../refusal.js';
import type { RefusalReason } from '../refusal-reasons.js';
import type { ControlAnswer, ControlCall, ControlRoute, ControlRoutes } from '../route.js';
import { entryToJson } from './journal.js';

/** Answers with 404 if the entry in the path does not exist. */
const ifFound =
  (
    handle: (call: ControlCall, entry: JournalEntry) => ControlAnswer | Promise<ControlAnswer>,
  ): ControlRoute['handle'] =>
  (call) => {
    const { sandbox, parameter } = call;
    const entry = /^\d{1,15}$/.test(parameter) ? sandbox.journal.get(Number(parameter)) : undefined;
    if (entry) return handle(call, entry);
    const message = `The journal has no entry ${show(parameter)}: it was cleared, or newer ones have taken its place.`;
    return refusal('unknown request', message, { field: 'id', value: parameter });
  };

function describe({ sandbox }: ControlCall, entry: JournalEntry): ControlAnswer {
  const details = sandbox.journal.details(entry.id);
  const request = details && { headers: hideSecrets(details.requestHeaders) };
  const response = details && responseToJson(details);
  return {
    json: { entry: entryToJson(entry), request: request ?? null, response: response ?? null },
  };
}

const responseToJson = ({ responseHeaders, responseBody, isCut }: ExchangeDetails) => ({
  headers: hideSecrets(responseHeaders),
  body: responseBody,
  cut: isCut,
});

/** Headers that hold credentials: only their scheme is shown. */
const SECRETS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key'];

function hideSecrets(
  headers: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const shown = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!SECRETS.includes(name.toLowerCase())) return [[name, value] as const];
    const [, scheme = ''] = /^(\w+ )\S/.exec(value) ?? [];
    return [[name, `${scheme}(hidden)`] as const];
  });
  return Object.fromEntries(shown);
}

async function replay(
  { mock, sandbox, inTurns }: ControlCall,
  entry: JournalEntry,
): Promise<ControlAnswer> {
  const refuse = (reason: RefusalReason, why: string): ControlAnswer =>
    refusal(reason, `Request ${entry.id} cannot be sent again: ${why}.`, {
      field: 'id',
      value: String(entry.id),
    });
  if (entry.cut) return refuse('cut request', 'it was too long to be kept as a whole');
  if (entry.proxied) return refuse('proxied request', 'another server answered it');
  const { method, path, query, body } = entry;
  const details = sandbox.journal.details(entry.id);
  const { [SANDBOX_HEADER]: _, ...headers } = details?.requestHeaders ?? loginOf(mock);
  const { name } = sandbox;
  const address = name === undefined ? {} : { [SANDBOX_HEADER]: headerOf(name) };
  const request = { method, path, query, body, headers: { ...headers, ...address } };
  const response = await inTurns(mock.steps(request));
  const { status } = response;
  const sent = responseToJson(detailsOf({ headers }, response));
  const id = sandbox.journal.total;
  return { json: { id, headersKept: details !== undefined, status, ...sent } };
}

function loginOf({ settings }: Mock): Readonly<Record<string, string | undefined>> {
  const [login] = settings.credentials ?? [];
  if (!login) return {};
  const bytes = new TextEncoder().encode(`${login.id}:${login.secret}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/** One request of the journal, with its response. */
export const JOURNAL_ENTRY_ROUTES: ControlRoutes = {
  'GET /journal/{id}': ifFound(describe),
  'POST /journal/{id}/replay': ifFound(replay),
};
