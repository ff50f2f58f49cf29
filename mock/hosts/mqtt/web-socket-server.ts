import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** The path of MQTT over WebSocket, as on EMQX. */
export const WEB_SOCKET_PATH = '/mqtt';
/** What clients offer: the name that IANA has, and older ones that EMQX accepts as well. */
const PROTOCOLS = ['mqtt', 'mqtt-v3', 'mqtt-v3.1.1', 'mqtt-v5', 'mqttv3.1'];

/** The certificate and key of a TLS server, in PEM. */
export interface TlsKeys {
  readonly cert: string;
  readonly key: string;
}

interface WebSocketOptions {
  /** Default: without TLS. */
  readonly tls: TlsKeys | undefined;
  /** Bytes of a message, which may hold several packets. */
  readonly messageBytes: number;
  /** Receives the bytes of a WebSocket, and the connection below it. */
  readonly onStream: (stream: Duplex, connection: Socket) => void;
}

/** Creates an HTTP server that only accepts MQTT over WebSocket. */
export function createMqttWebSocketServer(options: WebSocketOptions): Server {
  const { tls, messageBytes, onStream } = options;
  const server = tls ? createTlsServer({ cert: tls.cert, key: tls.key }) : createServer();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytes,
    handleProtocols: (offered) => PROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  server.on('request', (_request, response: ServerResponse) => {
    response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket' });
    response.end(`This port accepts MQTT over WebSocket only, at ${WEB_SOCKET_PATH}.\n`);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const [path] = (request.url ?? '').split('?');
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
    if (path !== WEB_SOCKET_PATH) refuse(socket, '404 Not Found', `expected ${WEB_SOCKET_PATH}`);
    else if (!offered.some((name) => PROTOCOLS.includes(name.trim()))) {
      refuse(socket, '400 Bad Request', 'expected the subprotocol mqtt');
    } else {
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        onStream(createWebSocketStream(webSocket), request.socket);
      });
    }
  });
  return server;
}

function refuse(socket: Duplex, status: string, problem: string): void {
  const body = `The WebSocket was refused: ${problem}.\n`;
  const head = `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\nconnection: close\r\n`;
  socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
}
