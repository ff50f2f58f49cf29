import { HttpResponse } from 'msw';
import type { MockResponse } from '../../core/request-response.js';

/** Creates the response for MSW. It has no socket to reset: a fetch fails instead. */
export async function toResponse(response: MockResponse): Promise<Response> {
  const { delayMs, hang, reset } = response.delivery ?? {};
  if (hang) await new Promise<never>(() => undefined);
  if (delayMs !== undefined) await wait(delayMs);
  if (reset) return HttpResponse.error();
  const { status, headers } = response;
  return new HttpResponse(bodyOf(response), { status, headers });
}

/** The null body statuses of the fetch standard. */
const NULL_BODY = [204, 205, 304];

type Body = ConstructorParameters<typeof HttpResponse>[0];

function bodyOf({ status, body, delivery }: MockResponse): Body {
  if (NULL_BODY.includes(status) || body === '') return null;
  const { truncateAt, drip } = delivery ?? {};
  if (truncateAt === undefined && !drip) return body;
  const bytes = new TextEncoder().encode(body);
  const end = truncateAt ?? bytes.length;
  const step = drip?.bytes ?? Math.max(1, end);
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= end) {
        // As if the connection was lost.
        if (truncateAt === undefined) controller.close();
        else controller.error(new TypeError('The response was truncated by a fault.'));
        return;
      }
      if (drip && sent > 0) await wait(drip.everyMs);
      controller.enqueue(bytes.slice(sent, Math.min(end, sent + step)));
      sent += step;
    },
  });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
