import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { PageAllower } from './cors-for-pages.js';

const MAX_BODY = 64 * 1024;
const MAX_CONTROL_BODY = 1024 * 1024;

/** Answers the requests of Node's HTTP servers. */
export interface RequestAnswerer {
  /** @param body as a text; empty for a request without one. */
  answer(this: void, request: IncomingMessage, response: ServerResponse, body?: string): void;
  /** Answers a request that has no body and is no preflight; returns whether it is one. */
  answerPlain(this: void, request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers a request that could not be read, or that the mock failed to answer. */
  fail(this: void, error: unknown, request: IncomingMessage, response: ServerResponse): void;
  /** Lets pages of other origins call. Default: they may not. */
  readonly allowPages?: PageAllower | undefined;
  isForControl(this: void, request: IncomingMessage): boolean;
  /** Whether `handle` reads the body of a request itself. */
  isStreamed(this: void, request: IncomingMessage): boolean;
}

/** The Express app, without a socket: it reads the bodies, and answers preflight requests. */
export function createApp({
  answer,
  answerPlain,
  fail,
  allowPages,
  isForControl,
  isStreamed,
}: RequestAnswerer): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response, next) => {
    if (!answerPlain(request, response)) next();
  });
  if (allowPages) app.use(allowPages);
  app.use((request, response, next) => {
    if (isStreamed(request)) answer(request, response);
    else next();
  });
  app.use(express.text({ type: isForControl, limit: MAX_CONTROL_BODY }));
  app.use((request, _response, next) => {
    // No broker decompresses a body, and it may ignore what it cannot read (decisions.md#30).
    if (!isForControl(request)) delete request.headers['content-encoding'];
    next();
  });
  app.use(express.raw({ type: (request) => !isForControl(request), limit: MAX_BODY }));
  app.use((request, response) => answer(request, response, textOf(request.body)));
  const onError: ErrorRequestHandler = (error, request, response, _next) =>
    fail(error, request, response);
  app.use(onError);
  return app;
}

/** A body as a broker reads it: as UTF-8, even if the headers say otherwise. */
function textOf(body: unknown): string {
  if (Buffer.isBuffer(body)) return body.toString();
  return typeof body === 'string' ? body : '';
}
