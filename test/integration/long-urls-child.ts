/** Sends 1000 long URLs, together 210 MB, to a mock, and prints how many its journal has. */
import { createMock } from '../../mock/index.js';

const mock = createMock({ clients: 1, apps: false });
for (let index = 0; index < 1000; index++) {
  // As a host does it: path and query are slices of one long text.
  const url = `/api/v4/clients/${index}?${String(index).padStart(3, '0').repeat(70_000)}`;
  const mark = url.indexOf('?');
  mock.handle({ method: 'GET', path: url.slice(0, mark), query: url.slice(mark + 1) });
}
console.log(mock.journal.count());
