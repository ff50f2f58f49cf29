import type { Mock } from '../mock.js';

const METHODS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST', 'PUT', 'PATCH'];

/** Counts what a mock answers, and tells it as Prometheus reads it (text format 0.0.4). */
export class Metrics {
  /** By method and status: a bounded number of both. */
  readonly #requests = new Map<string, number>();
  #rows = 0;
  #faults = 0;

  constructor(private readonly mock: Mock) {
    mock.watchers.add(({ request, response, fault }) => {
      const method = METHODS.includes(request.method) ? request.method : 'other';
      const labels = `method="${method}",status="${response.status}"`;
      this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
      this.#rows += response.rows ?? 0;
      if (fault !== undefined) this.#faults++;
    });
  }

  toString(): string {
    const { sandboxes, state, waitingRoom } = this.mock;
    const { open, created, dropped } = sandboxes.counts;
    const requests = [...this.#requests].sort().map(([labels, count]) => [`{${labels}}`, count]);
    return [
      metric('requests_total', 'counter', 'Requests to the API that were answered.', requests),
      metric('rows_total', 'counter', 'Clients that were sent.', this.#rows),
      metric('faults_total', 'counter', 'Requests that a fault befell.', this.#faults),
      metric('clients', 'gauge', 'Clients of the default sandbox.', state.store.size),
      metric('sandboxes', 'gauge', 'Named sandboxes.', open),
      metric('sandboxes_created_total', 'counter', 'Sandboxes that were made.', created),
      metric('sandboxes_dropped_total', 'counter', 'Sandboxes that were dropped.', dropped),
      metric(
        'journal_entries',
        'gauge',
        'Requests in the journal of the default sandbox.',
        sandboxes.default.journal.length,
      ),
      metric('waiters', 'gauge', 'Callers who wait for requests to come.', waitingRoom.waiting),
      metric(
        'clock_seconds',
        'gauge',
        "The default sandbox's clock, in Unix seconds.",
        state.clock.now() / 1000,
      ),
    ].join('');
  }
}

type Samples = number | readonly (readonly (string | number)[])[];

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: Samples): string {
  const full = `emqx_mock_${name}`;
  const list = typeof samples === 'number' ? [['', samples]] : samples;
  const lines = list.map(([labels = '', value = 0]) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
