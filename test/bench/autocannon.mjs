/**
 * Sends requests over 10 kept connections, and prints what came back as JSON.
 * Usage: node autocannon.mjs URL SECONDS FILE, where FILE is JSON: an array of { method, path }, taken in
 * turn, and the `authorization` header.
 */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const [, , url, seconds, file] = process.argv;
const { requests, authorization } = JSON.parse(readFileSync(file, 'utf8'));
const {
  requests: sent,
  non2xx,
  errors,
} = await autocannon({
  url,
  connections: 10,
  duration: Number(seconds),
  requests: requests.map((request) => ({ ...request, headers: { authorization } })),
});
process.stdout.write(`${JSON.stringify({ perSecond: sent.average, failed: non2xx + errors })}\n`);
