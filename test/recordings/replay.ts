import { differencesOf, sortsMembers, type Answer } from './agreement.js';
import { PageWatch } from './pages.js';
import type { Exchange, Recording } from './recording.js';

/** Sends a recorded request to a mock. */
export type Ask = (recording: Recording, exchange: Exchange) => Answer | Promise<Answer>;

/** Sends every request of a recording, and lists the answers that differ from the broker's. */
export async function replay(
  recording: Recording,
  ask: Ask,
): Promise<{ agree: number; pagedQueries: number; problems: string[] }> {
  const watch = new PageWatch();
  const problems: string[] = [];
  const isSorted = sortsMembers(recording);
  let agree = 0;
  for (const exchange of recording.exchanges) {
    const answer = await ask(recording, exchange);
    const found = differencesOf(exchange, answer, isSorted);
    if (found.length === 0) {
      agree++;
      watch.note(exchange, answer.body);
    }
    const { method, path } = exchange.request;
    problems.push(...found.map((text) => `${exchange.id} (${method} ${path}): ${text}`));
  }
  const pages = watch.judge();
  return { agree, pagedQueries: pages.queries, problems: [...problems, ...pages.problems] };
}
