/**
 * The mock that one writes in twenty lines: Express, a Map, filters over an array.
 * Usage: node naive.mjs PORT FILE, where FILE has a client in JSON on each line.
 */
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { URL } from 'node:url';

// The Express of the project: a peer has another version in test/bench/node_modules.
const express = createRequire(new URL('../../../package.json', import.meta.url))('express');
const [, , port, file] = process.argv;
const clients = new Map();
for await (const line of createInterface({ input: createReadStream(file) })) {
  const row = JSON.parse(line);
  clients.set(row.clientid, row);
}
const app = express();
app.get('/api/v4/clients', ({ query }, response) => {
  const { _page = '1', _limit = '10000', clientid, _like_clientid: like } = query;
  let rows = [...clients.values()];
  if (clientid !== undefined) rows = rows.filter((row) => row.clientid === clientid);
  if (like !== undefined) rows = rows.filter((row) => row.clientid.includes(like));
  const [page, limit] = [Number(_page), Number(_limit)];
  const data = rows.slice((page - 1) * limit, page * limit);
  const meta = { page, limit, hasnext: rows.length > page * limit, count: rows.length };
  response.json({ meta, data, code: 0 });
});
app.get('/api/v4/clients/:clientid', ({ params }, response) => {
  const row = clients.get(params.clientid);
  response.json({ data: row ? [row] : [], code: 0 });
});
app.delete('/api/v4/clients/:clientid', ({ params }, response) => {
  clients.delete(params.clientid);
  response.json({ code: 0 });
});
app.listen(Number(port), '127.0.0.1');
