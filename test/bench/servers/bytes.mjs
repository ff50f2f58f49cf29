/**
 * Servers that send ready bytes, without any work: what a host costs at least.
 * Usage: node bytes.mjs express|http PORT FILE, where FILE is JSON: an object of URL to body.
 */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { URL } from 'node:url';

// The Express of the project: a peer has another version in test/bench/node_modules.
const express = createRequire(new URL('../../../package.json', import.meta.url))('express');
const [, , host, port, file] = process.argv;
const bodies = new Map(
  Object.entries(JSON.parse(readFileSync(file, 'utf8'))).map(([url, body]) => [
    url,
    Buffer.from(body),
  ]),
);

function answer(request, response) {
  response.setHeader('content-type', 'application/json');
  response.end(bodies.get(request.url));
}

if (host === 'express') {
  const app = express();
  app.get('/api/v4/clients', answer);
  app.get('/api/v4/clients/:clientid', answer);
  app.listen(Number(port), '127.0.0.1');
} else {
  createServer(answer).listen(Number(port), '127.0.0.1');
}
