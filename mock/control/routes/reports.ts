import {
  nearestRelease,
  readRelease,
  type Release,
  RELEASES,
} from '../../core/releases/releases.js';
import { JSON_TYPE } from '../../core/releases/json-response.js';
import { splitQuery } from '../../core/parse-request.js';
import type { Steps } from '../../core/steps.js';
import type { MockResponse } from '../../core/request-response.js';
import { metricsOf } from '../metrics.js';
import { refusal } from '../refusal.js';
import type { ControlRoutes } from '../route.js';
import { invalid } from '../validation-error.js';

/** The only parameter that is not the query's: the id of a missing, or unexpected, client. */
const WHY = 'why';

const isWhy = (part: string): boolean => part === WHY || part.startsWith(`${WHY}=`);

/** The id that is asked for, and the query without it, as sent: its encoding is part of what is explained. */
function separateWhy(query: string): { readonly rest: string; readonly why: string | undefined } {
  if (!query.includes(WHY)) return { rest: query, why: undefined };
  const parts = splitQuery(query);
  const why = parts.findLast(isWhy);
  if (why === undefined) return { rest: query, why };
  const rest = parts.filter((part) => !isWhy(part)).join('&');
  return { rest, why: new URLSearchParams(why).get(WHY) ?? undefined };
}

/** Loaded when it is asked for: the examples run on mocks of their own. */
const releaseAnswers = () => import('../../explain/release-answers.js');

function readReleaseNamed(field: string, text: string | undefined): Release {
  const release = readRelease(text ?? '');
  if (release !== undefined) return release;
  throw invalid(field, text, `a release of EMQX 4 (nearest: ${nearestRelease(text ?? '')})`);
}

/** Characters. A preview of 10,000 rows, the API's default, has about 8 million. */
const MOST_PREVIEWED = 32_000_000;

/**
 * A JSON text of the body, in parts, without its quotation marks; `undefined` if the body is too long.
 * A long one is read up to there.
 */
function* quoted(response: MockResponse): Steps<string[] | undefined> {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let length = 0;
  for (const part of response.parts ? response.parts() : [response.body]) {
    const text = typeof part === 'string' ? part : decoder.decode(part);
    length += text.length;
    if (length > MOST_PREVIEWED) return undefined;
    texts.push(JSON.stringify(text).slice(1, -1));
    yield;
  }
  return texts;
}

/** Explanations, previews, coverage and metrics. */
export const REPORT_ROUTES: ControlRoutes = {
  'GET /explain': {
    query: 'any',
    async handle({ sandbox, rawQuery, inTurns }) {
      const { rest, why } = separateWhy(rawQuery);
      return { json: await inTurns(sandbox.explain(rest, why)) };
    },
  },
  'GET /preview': {
    query: 'any',
    async handle({ sandbox, rawQuery, inTurns }) {
      const response = await inTurns(sandbox.preview(rawQuery));
      const body = await inTurns(quoted(response));
      if (body === undefined) {
        const message = `The response is longer than ${MOST_PREVIEWED} characters: ask for fewer rows (_limit), or the API itself.`;
        return refusal('long response', message, { expected: String(MOST_PREVIEWED) });
      }
      const { status, headers } = response;
      const type = JSON.stringify(headers['content-type'] ?? null);
      const start = `{"status":${status},"contentType":${type},"body":"`;
      return { text: { type: JSON_TYPE, body: [start, ...body, '"}'] } };
    },
  },
  'GET /coverage': ({ mock }) => ({ json: mock.coverage.report() }),
  'DELETE /coverage': ({ mock }) => {
    mock.coverage.clear();
    return { json: mock.coverage.report() };
  },
  'GET /releases': async () => {
    const { HISTORY } = await releaseAnswers();
    return { json: { releases: RELEASES, lines: HISTORY } };
  },
  'GET /releases/differences': {
    query: ['from', 'to'],
    async handle({ query, inTurns }) {
      const from = readReleaseNamed('from', query.get('from'));
      const to = readReleaseNamed('to', query.get('to'));
      const { differencesBetween } = await releaseAnswers();
      return { json: { from, to, differences: await inTurns(differencesBetween(from, to)) } };
    },
  },
  'GET /metrics': ({ mock }) => ({
    text: { type: 'text/plain; version=0.0.4; charset=utf-8', body: metricsOf(mock) },
  }),
};
