import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createPacketNotes, type ParserState } from './listener.js';

/**
 * Node's parser refuses a query with bytes beyond ASCII, which every real release takes as UTF-8, as
 * of `curl 'URL?_like_clientid=客户'`. Such a request line is percent-encoded and given to the server
 * again, with its connection; it costs other requests a comparison for each packet.
 */

/** Milliseconds that the rest of a request line has to come. */
const LINE_TIMEOUT = 30_000;
const [NEWLINE, SPACE, QUESTION_MARK] = [0x0a, 0x20, 0x3f];

/** What Node's error says about the bytes that it cannot parse. */
interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
  /** Index of the bad byte in `rawPacket`. */
  readonly bytesParsed?: number;
}

/**
 * The parts of Node's parser that keep the beginning of a request line that comes in several packets.
 * They are no public API: without them, such a line is refused, and nothing else changes.
 */
interface Parser extends ParserState {
  getCurrentBuffer?(): Buffer;
  5?: (...given: unknown[]) => unknown;
}
const ON_EXECUTE = 5;

/** With which a server takes a connection: HTTPS, once it is secure. */
type ConnectionEvent = 'connection' | 'secureConnection';

/** The beginnings of request lines, by connection. */
const beginnings = new WeakMap<Socket, Buffer>();

/** Keeps what a packet begins of a request, and does not end. */
function keepBeginnings(socket: Socket): void {
  const { parser } = socket as { parser?: Parser | null };
  if (!parser) return;
  let kept = Buffer.alloc(0);
  const note = createPacketNotes(parser, {
    begins: (packet) => {
      if (kept.length < MAX_LINE) kept = Buffer.concat([kept, packet]);
      beginnings.set(socket, kept);
    },
    continues: () => {
      kept = Buffer.alloc(0);
      beginnings.delete(socket);
    },
  });
  const execute = parser[ON_EXECUTE];
  // Of a connection that was given back, Node's parser reads data events.
  if (reopened.has(socket)) socket.on('data', (chunk: Buffer) => note.packet(() => chunk));
  if (typeof execute !== 'function' || typeof parser.getCurrentBuffer !== 'function') return;
  parser[ON_EXECUTE] = note.before(execute, () => parser.getCurrentBuffer?.());
}

/** Connections that were given to the server again. */
const reopened = new WeakSet<Socket>();
/** Bytes of a request line, before and after it is encoded. */
const MAX_LINE = 256 * 1024;

/**
 * Takes queries with bytes beyond ASCII.
 * @param refuse answers what cannot be read.
 * @param event that of the server.
 */
export function acceptRawQueries(
  server: Server,
  refuse: (error: NodeJS.ErrnoException, socket: Socket) => void,
  event: ConnectionEvent,
): void {
  server.on(event, keepBeginnings);
  server.on('clientError', (error: ParseError, socket: Socket) => {
    const begun = error.code === 'HPE_INVALID_URL' ? beginningOf(error, socket) : undefined;
    if (begun === undefined) refuse(error, socket);
    else void reopen({ server, event }, socket, begun, () => refuse(error, socket));
  });
}

/** The bytes from the refused request line on; `undefined` unless the bad byte is in its query. */
function beginningOf(error: ParseError, socket: Socket): Buffer | undefined {
  const { rawPacket, bytesParsed } = error;
  if (rawPacket === undefined || bytesParsed === undefined) return undefined;
  const bad = rawPacket[bytesParsed] ?? 0;
  if (bad < 0x80) return undefined;
  const before = Buffer.concat([
    beginnings.get(socket) ?? Buffer.alloc(0),
    rawPacket.subarray(0, bytesParsed),
  ]);
  const line = before.toString('latin1', before.lastIndexOf(NEWLINE) + 1);
  const space = line.lastIndexOf(' ');
  const begin = methodBefore(line, space);
  if (begin === space || !line.includes('?', space)) return undefined;
  return Buffer.concat([Buffer.from(line.slice(begin), 'latin1'), rawPacket.subarray(bytesParsed)]);
}

/**
 * Where the method begins that ends there: a body, which needs no line end, may come directly before
 * it. One regular expression for a whole line would take time by the square of its length.
 */
function methodBefore(line: string, end: number): number {
  let begin = end;
  while (begin > 0 && isCapital(line.charCodeAt(begin - 1))) begin--;
  return begin;
}

const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** Reads the rest of the request line, and gives the connection to the server again. */
async function reopen(
  { server, event }: { readonly server: Server; readonly event: ConnectionEvent },
  socket: Socket,
  begun: Buffer,
  giveUp: () => void,
): Promise<void> {
  const chunks = [begun];
  let changed: (() => void) | undefined;
  let isEnded = false;
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');
  const onData = (chunk: Buffer): void => {
    chunks.push(chunk);
    changed?.();
  };
  const onEnd = (): void => {
    isEnded = true;
    changed?.();
  };
  // Also makes Node's parser let go of the connection.
  socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onEnd);
  const timer = setTimeout(onEnd, LINE_TIMEOUT).unref();
  let bytes = begun;
  const hasEnded = (): boolean => isEnded;
  while (!hasEnded() && !bytes.includes(NEWLINE) && bytes.length <= MAX_LINE) {
    await new Promise<void>((resolve) => (changed = resolve));
    bytes = Buffer.concat(chunks);
  }
  clearTimeout(timer);
  changed = undefined;
  // Earlier requests of the connection are answered first.
  await answered(socket);
  bytes = Buffer.concat(chunks);
  socket.pause();
  if (socket.destroyed) return;
  const encoded = encodeLine(bytes);
  if (encoded === undefined) {
    giveUp();
    socket.resume();
    return;
  }
  // Node's own listeners free the parser of the connection.
  socket.off('close', onEnd);
  socket.emit('close', false);
  for (const name of ['data', 'end', 'close', 'drain', 'error', 'timeout', 'pause', 'resume']) {
    socket.removeAllListeners(name);
  }
  reopened.add(socket);
  socket.unshift(encoded);
  server.emit(event, socket);
  socket.resume();
}

/** Resolves when the connection has no response to send, or is closed. */
async function answered(socket: Socket): Promise<void> {
  const pending = (): NodeJS.EventEmitter | null | undefined =>
    (socket as { _httpMessage?: NodeJS.EventEmitter | null })._httpMessage;
  for (let response = pending(); response && !socket.destroyed; response = pending()) {
    const current = response;
    await new Promise((resolve) => {
      current.once('finish', resolve);
      current.once('close', resolve);
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Percent-encodes the query of the first line; `undefined` if the line is too long or incomplete. */
function encodeLine(bytes: Buffer): Buffer | undefined {
  const end = bytes.indexOf(NEWLINE);
  if (end === -1) return undefined;
  const queryEnd = bytes.lastIndexOf(SPACE, end);
  const queryStart = bytes.indexOf(QUESTION_MARK);
  if (queryStart === -1 || queryEnd < queryStart) return undefined;
  let query = '';
  for (const byte of bytes.subarray(queryStart, queryEnd)) {
    query +=
      byte < 0x80
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  if (query.length > MAX_LINE) return undefined;
  return Buffer.concat([
    bytes.subarray(0, queryStart),
    Buffer.from(query, 'latin1'),
    bytes.subarray(queryEnd),
  ]);
}
