import { MOST_STREAMS } from '../events/event-streams.js';
import type { ControlRoutes } from '../route.js';

/** What happens in a sandbox, as server-sent events. */
export const EVENT_ROUTES: ControlRoutes = {
  'GET /events': ({ sandbox, streams, request: { method, headers = {} } }) => {
    const head = {
      'content-type': 'text/event-stream',
      // Some proxies would keep the events back.
      'x-accel-buffering': 'no',
      connection: 'close',
    };
    if (method === 'HEAD') return { headers: head };
    const events = streams.open(sandbox, headers['last-event-id']);
    if (events) return { events, headers: head };
    const message = `Too many callers listen, or the mock is stopping: expected at most ${MOST_STREAMS} at a time.`;
    return { status: 503, json: { message } };
  },
};
