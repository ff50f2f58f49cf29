/**
 * A forward proxy in a process of its own, as companies run them: it passes requests with a whole
 * URL on, and opens tunnels for CONNECT. Prints `listening PORT`, then a line for each request.
 * Usage: node proxy-child.mjs pass|STATUS [NAME:PASSWORD]. A status is what it answers to everything.
 */
import { Buffer } from 'node:buffer';
import { createServer, request as send } from 'node:http';
import { connect } from 'node:net';
import { URL } from 'node:url';

const [, , mode = 'pass', login] = process.argv;
const expected = login && `Basic ${Buffer.from(login).toString('base64')}`;

function refusalOf({ headers }) {
  if (mode !== 'pass') return Number(mode);
  return expected !== undefined && headers['proxy-authorization'] !== expected ? 407 : undefined;
}

const server = createServer((request, response) => {
  process.stdout.write(`${request.method} ${request.url}\n`);
  const status = refusalOf(request);
  if (status !== undefined) {
    response.writeHead(status).end('the proxy says no');
    return;
  }
  const { 'proxy-authorization': _secret, 'proxy-connection': _hop, ...headers } = request.headers;
  const passed = send(request.url ?? '', { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.writeHead(502).end());
  request.pipe(passed);
});
server.on('connect', (request, client) => {
  process.stdout.write(`CONNECT ${request.url}\n`);
  client.on('error', () => client.destroy());
  const status = refusalOf(request);
  if (status !== undefined) {
    client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    return;
  }
  const { hostname, port } = new URL(`http://${request.url}\n`);
  const broker = connect(Number(port), hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    broker.pipe(client).pipe(broker);
  });
  broker.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${server.address().port}\n`);
});
