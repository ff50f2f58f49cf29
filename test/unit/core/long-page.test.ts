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
