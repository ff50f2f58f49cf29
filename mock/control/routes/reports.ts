import {
  nearestDialect,
  readRelease,
  type Release,
  RELEASES,
} from '../../core/releases/releases.js';
import { splitQuery } from '../../core/parse-request.js';
import type { Steps } from '../../core/steps.js';
import type { MockResponse } from '../../core/request-response.js';
import { metricsOf } from '../metrics.js';
import type { ControlRoutes } from '../route.js';
import { invalid } from '../validation-error.js';

/** The only parameter that is not the query's: the id of a missing, or unexpected, client. */
const WHY = 'why';

/** The query without `why`, as sent: its encoding is part of what is explained. */
const withoutWhy = (query: string): string =>
  splitQuery(query)
    .filter((part) => part.split('=', 1)[0] !== WHY)
    .join('&');

/** Loaded when it is asked for: the examples run on mocks of their own. */
const releaseAnswers = () => import('../../explain/release-answers.js');

function readReleaseNamed(field: string, text: string | undefined): Release {
  const release = readRelease(text ?? '');
  if (release !== undefined) return release;
  const nearest = nearestDialect(text ?? '').replace(/^emqx-/, '');
  throw invalid(field, text, `a release of EMQX 4, such as ${nearest}`);
}

/** A preview of 10,000 rows, the API's default, has about 8 million. */
const MOST_PREVIEWED = 32_000_000;

/** The body as a text; `undefined` if it is too long. A long one is read in parts, up to there. */
function* joined(response: MockResponse): Steps<string | undefined> {
  const { parts } = response;
  if (!parts) return response.body;
  const bytes: Uint8Array[] = [];
  let length = 0;
  const encoder = new TextEncoder();
  for (const part of parts()) {
    const next = typeof part === 'string' ? encoder.encode(part) : part;
    bytes.push(next);
    length += next.length;
    if (length > MOST_PREVIEWED) return undefined;
    yield;
  }
  const decoder = new TextDecoder();
  return bytes.map((each) => decoder.decode(each, { stream: true })).join('') + decoder.decode();
}

/** Explanations, previews, coverage and metrics. */
export const REPORT_ROUTES: ControlRoutes = {
  'GET /explain': {
    query: 'any',
    async handle({ sandbox, query, rawQuery, inTurns }) {
      return { json: await inTurns(sandbox.explain(withoutWhy(rawQuery), query.get(WHY))) };
    },
  },
  'GET /preview': {
    query: 'any',
    async handle({ sandbox, rawQuery, inTurns }) {
      const response = await inTurns(sandbox.preview(rawQuery));
      const body = await inTurns(joined(response));
      if (body === undefined) {
        const message = `The response is longer than ${MOST_PREVIEWED} bytes: ask for fewer rows (_limit), or the API itself.`;
        return { status: 413, json: { message } };
      }
      const { status, headers } = response;
      return { json: { status, contentType: headers['content-type'] ?? null, body } };
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
    async handle({ query }) {
      const from = readReleaseNamed('from', query.get('from'));
      const to = readReleaseNamed('to', query.get('to'));
      const { differencesBetween } = await releaseAnswers();
      return { json: { from, to, differences: differencesBetween(from, to) } };
    },
  },
  'GET /metrics': ({ mock }) => ({
    text: { type: 'text/plain; version=0.0.4; charset=utf-8', body: metricsOf(mock) },
  }),
};
