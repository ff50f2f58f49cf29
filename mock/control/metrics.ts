import type { Mock } from '../mock.js';

/** The counters and gauges of a mock, in Prometheus' text format 0.0.4. */
export function metricsOf({ sandboxes, state, traffic, waiters }: Mock): string {
  const { open, created, dropped } = sandboxes.counts;
  const { journal } = sandboxes.default;
  const requests = [...traffic.requests]
    .flatMap(([method, statuses]) =>
      [...statuses].map(([status, count]) => {
        return [`{method="${method}",status="${status}"}`, count] as const;
      }),
    )
    .sort();
  return [
    metric('requests_total', 'counter', 'Requests to the API that were answered.', requests),
    metric('rows_total', 'counter', 'Clients that were sent.', traffic.rows),
    metric('faults_total', 'counter', 'Requests that a fault was applied to.', traffic.faults),
    metric('clients', 'gauge', 'Clients of the default sandbox.', state.store.size),
    metric('sandboxes', 'gauge', 'Named sandboxes.', open),
    metric('sandboxes_created_total', 'counter', 'Sandboxes that were created.', created),
    metric('sandboxes_dropped_total', 'counter', 'Sandboxes that were dropped.', dropped),
    metric(
      'journal_entries',
      'gauge',
      'Requests in the journal of the default sandbox.',
      journal.length,
    ),
    metric('waiters', 'gauge', 'Callers that wait for requests.', waiters.waiting),
    metric(
      'clock_seconds',
      'gauge',
      "The default sandbox's clock, in Unix seconds.",
      state.clock.now() / 1000,
    ),
  ].join('');
}

type Samples = number | readonly (readonly (string | number)[])[];

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: Samples): string {
  const full = `emqx_mock_${name}`;
  const list = typeof samples === 'number' ? [['', samples]] : samples;
  const lines = list.map(([labels = '', value = 0]) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
