/** Long answers keep bytes of rows: they are those of short pages, whatever was asked before. */
import { expect, test } from 'vitest';
import { createMock, type Mock } from '../../../mock/index.js';

const CLIENTS = 3000;

function rowsOf(mock: Mock, query: string): readonly { readonly clientid: string }[] {
  const { body } = mock.handle({ method: 'GET', path: '/api/v4/clients', query });
  return (JSON.parse(body) as { data: { clientid: string }[] }).data;
}

function rowsByPage(mock: Mock, query: string): readonly { readonly clientid: string }[] {
  const rows = [];
  for (let page = 1; page <= CLIENTS / 100; page++) {
    rows.push(...rowsOf(mock, `${query}&_page=${page}&_limit=100`));
  }
  return rows;
}

test.each(['documented', 'emqx-4.0', 'emqx-4.3'] as const)(
  'a long answer has the rows of its filter after one of another filter, and after a kick: %s',
  (dialect) => {
    const mock = createMock({ clients: CLIENTS, apps: false, dialect });
    const queries = ['proto_ver=4', 'clean_start=true', 'proto_ver=4&clean_start=true', 'a=1'];
    for (let round = 0; round < 2; round++) {
      for (const query of queries) {
        const rows = rowsOf(mock, `${query}&_limit=10000`);
        expect(rows).toEqual(rowsByPage(mock, query));
        expect(rowsOf(mock, `${query}&_limit=10000`)).toEqual(rows);
        const { clientid = '' } = rows[600] ?? {};
        mock.handle({ method: 'DELETE', path: `/api/v4/clients/${encodeURIComponent(clientid)}` });
        const left = rowsOf(mock, `${query}&_limit=10000`);
        expect(left).toEqual(rows.filter((row) => row.clientid !== clientid));
      }
    }
  },
);

test('an answer that is too long to be kept has the rows of shorter ones', () => {
  // The ids of 70,000 clients are compared: two texts of all rows would take long.
  const idsOf = (rows: readonly { readonly clientid: string }[]): string[] =>
    rows.map(({ clientid }) => clientid);
  const mock = createMock({ clients: 70_000, apps: false });
  for (const filter of ['', 'conn_state=connected&']) {
    const parts = Array.from({ length: 7 }, (_, index) =>
      idsOf(rowsOf(mock, `${filter}_page=${index + 1}&_limit=10000`)),
    );
    expect(idsOf(rowsOf(mock, `${filter}_limit=70000`))).toEqual(parts.flat());
    expect(parts[0]?.length).toBe(10_000);
  }
});
