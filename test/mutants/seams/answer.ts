/** Faults that change a correct answer. */
import type { MockRequest, MockResponse } from '../../../mock/core/request-response.js';
import type { Mutation } from '../mutant.js';
import { isList } from './request.js';

export type Members = Record<string, unknown>;
type When = (request: MockRequest) => boolean;

const always: When = () => true;

export const answering =
  (change: (answer: MockResponse, request: MockRequest) => MockResponse, when = always): Mutation =>
  (engine) =>
  (request) => {
    const answer = engine.handle(request);
    return when(request) ? change(answer, request) : answer;
  };

/** Changes answers of HTTP 200 only. */
export const spoiling = (
  change: (answer: MockResponse, request: MockRequest) => MockResponse,
  when = always,
): Mutation =>
  answering(
    (answer, request) =>
      answer.status === 200 && answer.body !== '' ? change(answer, request) : answer,
    when,
  );

/** Changes the members of an answer's JSON in place. */
export const editing = (
  change: (json: Members, request: MockRequest) => void,
  when = always,
): Mutation =>
  spoiling((answer, request) => {
    const json = JSON.parse(answer.body) as Members;
    change(json, request);
    return { ...answer, body: JSON.stringify(json) };
  }, when);

export const editingMeta = (
  change: (meta: Members, request: MockRequest, json: Members) => void,
  when = always,
): Mutation =>
  editing(
    (json, request) => change(json['meta'] as Members, request, json),
    (request) => isList(request) && when(request),
  );

/** Changes each row of an answer in place. */
export const editingRows = (
  change: (row: Members, index: number, request: MockRequest) => void,
  when = always,
): Mutation =>
  editing((json, request) => {
    const rows = json['data'];
    if (!Array.isArray(rows)) return;
    for (const [index, row] of (rows as Members[]).entries()) change(row, index, request);
  }, when);

/** A fault in every nth answer to a GET. */
export const oneIn =
  (times: number, fault: Mutation): Mutation =>
  (engine) => {
    const broken = fault(engine);
    let count = 0;
    return (request) => {
      if (request.method !== 'GET') return engine.handle(request);
      count += 1;
      return count % times === 0 ? broken(request) : engine.handle(request);
    };
  };

export const jsonAnswer = (status: number, body: unknown): MockResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const OK = jsonAnswer(200, { code: 0 });
