import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchRequest } from './scenes.js';

const ROOT = join(import.meta.dirname, '../..');
const local = (path: string): string => join(import.meta.dirname, path);
const { execPath: node } = process;

/** What the servers are started with. */
export interface Stage {
  readonly port: number;
  /** JSON lines: the rows, as the mock's API sends them. */
  readonly rowsFile: string;
  /** JSON: URL to body, for the servers that send ready bytes. */
  readonly bytesFile: string;
  readonly clients: number;
  /** Of the mock. */
  readonly dialect: string;
  /** For files of a peer's own. */
  readonly folder: string;
}

/** A server to measure. */
export interface Peer {
  readonly name: string;
  command(stage: Stage): readonly string[];
  /** How it spells the request: path and query; `undefined` if it has nothing like it. */
  path(request: BenchRequest): string | undefined;
  /** It can only send ready bytes, and so takes no part where clients change. */
  readonly isStatic?: true;
  /** The most clients with which it answers in a bearable time; 0: it takes none. */
  readonly most?: number;
  /** It is a package of test/bench. */
  readonly isInstalled?: true;
}

const API = '/api/v4/clients';

function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const sent = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const text = sent.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
  return text === '' ? '' : `?${text}`;
}

function apiPath(request: BenchRequest, base = API): string {
  if (request.kind !== 'list') return `${base}/${encodeURIComponent(request.clientid)}`;
  const { page, limit, clientid, like } = request;
  return base + query({ _page: page, _limit: limit, clientid, _like_clientid: like });
}

export const MOCK: Peer = {
  name: 'emqx-mock',
  command: ({ port, clients, dialect }) => [
    ...[node, join(ROOT, 'dist/mock/bin.js'), '--log', 'silent', '--dialect', dialect],
    ...['--port', String(port), '--clients', String(clients), '--app', 'app_id:app_secret'],
  ],
  path: (request) => apiPath(request),
};

export const EXPRESS: Peer = {
  name: 'bare Express 5, ready bytes',
  command: ({ port, bytesFile }) => [
    ...[node, local('servers/bytes.mjs'), 'express', String(port), bytesFile],
  ],
  path: (request) => apiPath(request),
  isStatic: true,
};

/** Filters as a user of Express would: its answers are those that the mock's must equal. */
export const NAIVE: Peer = {
  name: 'naive Express',
  command: ({ port, rowsFile }) => [node, local('servers/naive.mjs'), String(port), rowsFile],
  path: (request) => apiPath(request),
};

export const OTHERS: readonly Peer[] = [
  {
    name: 'bare node:http, ready bytes',
    command: ({ port, bytesFile }) => [
      ...[node, local('servers/bytes.mjs'), 'http', String(port), bytesFile],
    ],
    path: (request) => apiPath(request),
    isStatic: true,
  },
  NAIVE,
  {
    name: 'json-server 0.17',
    command({ port, rowsFile, folder }) {
      const file = join(folder, 'json-server.json');
      const rows = readRows(rowsFile).map((row) => ({ id: row['clientid'], ...row }));
      writeFileSync(file, JSON.stringify({ clients: rows }));
      const bin = local('node_modules/json-server/lib/cli/bin.js');
      return [node, bin, '--quiet', '--host', '127.0.0.1', '--port', String(port), file];
    },
    path(request) {
      if (request.kind !== 'list') return apiPath(request, '/clients');
      const { page = 1, limit = 10_000, clientid, like } = request;
      const parameters = { _page: page, _limit: limit, clientid, clientid_like: like };
      return `/clients${query(parameters)}`;
    },
    most: 100_000,
    isInstalled: true,
  },
  {
    name: 'Prism 5',
    command: ({ port }) => [
      ...[node, join(ROOT, 'node_modules/@stoplight/prism-cli/dist/index.js'), 'mock'],
      ...['--port', String(port), '--host', '127.0.0.1', '--verboseLevel', 'silent'],
      join(ROOT, 'openapi/emqx-clients.yaml'),
    ],
    path: (request) => apiPath(request, '/clients'),
    most: 0,
  },
  {
    name: 'Mockoon 9',
    command({ port, rowsFile, folder }) {
      const file = join(folder, 'mockoon.json');
      writeFileSync(file, JSON.stringify(mockoonFile(readRows(rowsFile))));
      const bin = local('node_modules/@mockoon/cli/bin/run.js');
      return [
        ...[node, bin, 'start', '--data', file, '--port', String(port)],
        ...['--hostname', '127.0.0.1', '--disable-log-to-file', '--disable-admin-api', '--repair'],
      ];
    },
    path(request) {
      if (request.kind !== 'list') return apiPath(request, '/clients');
      const { page = 1, limit = 10_000, clientid, like } = request;
      return `/clients${query({ page, limit, clientid_eq: clientid, clientid_like: like })}`;
    },
    most: 10_000,
    isInstalled: true,
  },
];

type Row = Readonly<Record<string, unknown>>;

function readRows(file: string): readonly Row[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

/** Mockoon's CRUD route over a bucket of data. */
function mockoonFile(rows: readonly Row[]): unknown {
  return {
    uuid: 'b1f0a0d4-0000-4000-8000-000000000001',
    name: 'clients',
    lastMigration: 33,
    port: 3000,
    hostname: '127.0.0.1',
    endpointPrefix: '',
    latency: 0,
    routes: [
      {
        uuid: 'b1f0a0d4-0000-4000-8000-000000000002',
        type: 'crud',
        method: '',
        endpoint: 'clients',
        responses: [
          {
            uuid: 'b1f0a0d4-0000-4000-8000-000000000003',
            bodyType: 'DATABUCKET',
            databucketID: 'rows',
            crudKey: 'clientid',
            default: true,
            statusCode: 200,
            headers: [],
            rules: [],
          },
        ],
      },
    ],
    rootChildren: [{ type: 'route', uuid: 'b1f0a0d4-0000-4000-8000-000000000002' }],
    data: [
      {
        uuid: 'b1f0a0d4-0000-4000-8000-000000000004',
        id: 'rows',
        name: 'rows',
        documentation: '',
        value: JSON.stringify(rows),
      },
    ],
    folders: [],
    headers: [{ key: 'Content-Type', value: 'application/json' }],
    callbacks: [],
  };
}
