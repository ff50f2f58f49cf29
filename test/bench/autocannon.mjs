/**
 * Sends requests in turn over connections that are kept, and prints what came back as JSON.
 * Usage: node autocannon.mjs FILE, where FILE is JSON: { url, connections, seconds, requests, headers }.
 */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const { url, connections, seconds, requests, headers } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
const {
  requests: sent,
  non2xx,
  errors,
} = await autocannon({ url, connections, duration: seconds, headers, requests });
process.stdout.write(`${JSON.stringify({ perSecond: sent.average, failed: non2xx + errors })}\n`);
