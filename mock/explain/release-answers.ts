import { createMockOf } from '../mock.js';
import { readOptions } from '../options.js';
import { populate } from '../population.js';
import type { MockRequest, MockResponse } from '../core/request-response.js';
import {
  BEHAVIOUR_NAMES,
  BEHAVIOURS,
  changesBetween,
  stepOf,
  type Behaviours,
  type Example,
} from '../core/releases/behaviours.js';
import { dialectOf } from '../core/releases/dialect-of.js';
import { LINES, newestOf, releasesOf } from '../core/releases/releases.js';
import { split, type DialectName, type Line, type Release } from '../core/releases/releases.js';
import type { Steps } from '../core/steps.js';

/** What a release changed. */
interface Change {
  readonly release: Release;
  readonly behaviour: keyof Behaviours;
  /** A sentence about the API from this release on. */
  readonly says: string;
}

/** A line of releases, and what changed in it. */
export interface LineHistory {
  readonly line: Line;
  readonly oldest: Release;
  readonly newest: Release;
  readonly changes: readonly Change[];
}

function historyOf(line: Line): LineHistory {
  const releases = releasesOf(line);
  const changes = BEHAVIOUR_NAMES.flatMap((behaviour) =>
    BEHAVIOURS[behaviour].steps.flatMap(({ since, says }) =>
      since
        .filter((release) => split(release)[0] === line)
        .map((release): Change => ({ release, behaviour, says })),
    ),
  );
  changes.sort((a, b) => releases.indexOf(a.release) - releases.indexOf(b.release));
  return { line, oldest: releases[0] ?? newestOf(line), newest: newestOf(line), changes };
}

export const HISTORY: readonly LineHistory[] = LINES.map(historyOf);

/** A behaviour that differs between two releases. */
export interface Difference {
  readonly behaviour: keyof Behaviours;
  readonly title: string;
  /** E.g. `GET /clients?_limit=0`. */
  readonly request: string;
  readonly answers: readonly [Answer, Answer];
}

interface Answer {
  readonly release: Release;
  readonly says: string;
  /** As the mock answers; rows are shortened. */
  readonly answer: string;
}

/** What a caller notices between two releases, in the order of the table: a step for each. */
export function* differencesBetween(from: Release, to: Release): Steps<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const behaviour of changesBetween(from, to)) {
    const { title, example } = BEHAVIOURS[behaviour];
    const answerIn = (release: Release): Answer => ({
      release,
      says: stepOf(behaviour, release).says,
      answer: answerTo(example, `emqx-${release}`),
    });
    const answers = [answerIn(from), answerIn(to)] as const;
    differences.push({ behaviour, title, request: requestOf(example), answers });
    yield;
  }
  return differences;
}

const NODES = ['emqx@10.0.0.1', 'emqx@10.0.0.2'] as const;

const NOW = '2026-01-31T08:00:00Z';

/** The clients of the examples. */
const CLIENTS = [
  {
    clientid: 'c1',
    node: NODES[0],
    username: 'alice',
    subscriptions: [
      { topic: 't/1', qos: 1 },
      { topic: '$share/g/t/1', qos: 2 },
    ],
  },
  { clientid: 'c+plus', node: NODES[0], username: 'bob' },
  { clientid: 'c2', node: NODES[1], username: 'alice' },
];

/** The request of an example in one line. */
export function requestOf(example: Example): string {
  const { method = 'GET', path, authorization, body, node, then, stopped } = example;
  if (path === undefined) return 'DELETE /clients/{clientid} of an MQTT 5.0 client';
  const notes = [
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ...(body === undefined ? [] : [body]),
    ...(then === undefined ? [] : [`then GET ${then}`]),
    ...(stopped === undefined ? [] : ['of a node that has stopped']),
    ...(node === undefined ? [] : ['sent to the second node']),
  ];
  return [`${method} ${path}`, ...notes].join(', ');
}

/** Runs an example against the engine. */
export function answerTo(example: Example, dialect: DialectName): string {
  const { method = 'GET', path, authorization, body, node, then, stopped } = example;
  if (path === undefined) return dialectOf(dialect).kickedMqtt5;
  const settings = readOptions({
    dialect,
    journal: 0,
    companions: true,
    now: NOW,
    ...(authorization === undefined && { apps: false }),
    ...(node === 'second' && { node: NODES[1] }),
  });
  const clients = populate(CLIENTS, settings, Date.parse(NOW), () => []);
  const mock = createMockOf(clients, settings, () => Date.parse(NOW));
  if (stopped) mock.state.nodeStates?.set(NODES[1], 'down');
  const send = (sent: string, more: Partial<MockRequest> = {}): MockResponse => {
    const [bare = '', query = ''] = sent.split('?');
    return mock.handle({ method: 'GET', path: `/api/v4${bare}`, query, ...more });
  };
  const first = send(path, {
    method,
    ...(authorization !== undefined && { headers: { authorization } }),
    ...(body !== undefined && { body }),
  });
  return shown(then === undefined ? first : send(then));
}

/**
 * A response in one line: HTTP 200 is left out, a client is its id and its number of members, a
 * subscription its topic, and the version, which every release has of its own, is left out.
 */
function shown({ status, body }: MockResponse): string {
  const text = body.startsWith('{') ? JSON.stringify(JSON.parse(body, shorten)) : body;
  if (status === 200 && text !== '') return text;
  return `HTTP ${status} ${text === '' ? 'without a body' : text}`;
}

function shorten(key: string, value: unknown): unknown {
  if (key === 'version') return undefined;
  if (typeof value !== 'object' || value === null || !('clientid' in value)) return value;
  if ('topic' in value) return String(value.topic);
  return `${String(value.clientid)} (${Object.keys(value).length} members)`;
}
