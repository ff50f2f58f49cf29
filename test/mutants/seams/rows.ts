/** Faults that see the wrong clients, or compare them wrongly. */
import type { StoredClient } from '../../../mock/core/client.js';
import { insertionOrder } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { FILTERS } from '../../../mock/core/query/parameters.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import type { Engine } from '../../support/in-process/engine.js';
import type { Mutation } from '../mutant.js';
import { isList, pairsOf, withPairs } from './request.js';

export type Rows = readonly StoredClient[];

/** Answers from other rows than the store's; DELETE still uses the store. */
export const seeing =
  (
    look: (rows: Rows, request: MockRequest, engine: Engine) => Rows,
    when: (request: MockRequest) => boolean = isList,
  ): Mutation =>
  (engine) =>
  (request) =>
    request.method === 'DELETE' || !when(request)
      ? engine.handle(request)
      : answerFrom(engine, request, look([...engine.state.store], request, engine));

export function answerFrom(engine: Engine, request: MockRequest, rows: Rows) {
  const { state } = engine;
  const store = new Store(insertionOrder);
  store.load(rows, state.clock.now());
  return engine.answer(request, { state: { ...state, store } });
}

/** Replaces the comparison of one filter. Other filters work as they should. */
export const comparing =
  (
    name: string,
    matches: (client: StoredClient, wanted: string, request: MockRequest) => boolean,
  ): Mutation =>
  (engine) =>
  (request) => {
    const pairs = pairsOf(request);
    const wanted = pairs.find(([key]) => key === name)?.[1];
    const right = engine.handle(request);
    // A refused request stays refused: accepting it would be another fault.
    if (wanted === undefined || !isList(request) || right.status !== 200) return right;
    const rows = [...engine.state.store].filter((row) => matches(row, wanted, request));
    return answerFrom(
      engine,
      withPairs(
        request,
        pairs.filter(([key]) => key !== name),
      ),
      rows,
    );
  };

/** As {@link comparing}, with the text of the filter's field; of a time, its Unix second. */
export const comparingText = (
  name: (typeof FILTERS)[number]['name'],
  matches: (shown: string, wanted: string) => boolean,
): Mutation => {
  const { field } = FILTERS.find((filter) => filter.name === name)!;
  const isTime = field === 'created_at' || field === 'connected_at';
  return comparing(name, ({ [field]: value }, wanted) =>
    matches(String(isTime ? Math.floor(Number(value) / 1000) : (value ?? '')), wanted),
  );
};
