import { HttpResponse } from 'msw';
import type { MockResponse } from '../../core/messages.js';

/** Makes the answer that a service worker gives, as far as it can: it has no socket to reset. */
export async function toResponse(answer: MockResponse): Promise<Response> {
  const { delayMs, hang, reset } = answer.delivery ?? {};
  if (hang) await new Promise<never>(() => undefined);
  if (reset) return HttpResponse.error();
  if (delayMs !== undefined) await wait(delayMs);
  const { status, headers } = answer;
  return new HttpResponse(bodyOf(answer), { status, headers });
}

/** Statuses whose answers have no body, by the fetch standard. */
const BODILESS = [204, 205, 304];

type Body = ConstructorParameters<typeof HttpResponse>[0];

function bodyOf({ status, body, delivery }: MockResponse): Body {
  if (BODILESS.includes(status) || body === '') return null;
  const { truncateAt, drip } = delivery ?? {};
  if (truncateAt === undefined && !drip) return body;
  const bytes = new TextEncoder().encode(body);
  const end = truncateAt ?? bytes.length;
  const step = drip?.bytes ?? Math.max(1, end);
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= end) {
        // The connection is lost before what was promised has come.
        if (truncateAt === undefined) controller.close();
        else controller.error(new TypeError('The answer was cut by a fault.'));
        return;
      }
      if (drip && sent > 0) await wait(drip.everyMs);
      controller.enqueue(bytes.slice(sent, Math.min(end, sent + step)));
      sent += step;
    },
  });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
