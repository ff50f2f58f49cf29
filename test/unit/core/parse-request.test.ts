import { describe, expect, test } from 'vitest';
import {
  createRequestParser,
  type RequestRules,
  type Route,
} from '../../../mock/core/parse-request.js';

const routerOf = (isBroker: boolean): ((path: string) => Route) => {
  const rules: RequestRules = {
    basePath: '/api/v4',
    brokerPaths: isBroker,
    pathDecoding: 'percent',
    bodyIsQuery: isBroker,
    companions: [],
  };
  const parse = createRequestParser(rules);
  return (path) => parse({ method: 'GET', path }).route;
};
const documented = routerOf(false);
const broker = routerOf(true);

describe('the documented paths', () => {
  test.each<[path: string, route: Route]>([
    ['/api/v4/clients', { kind: 'clients' }],
    ['/api/v4/clients/', { kind: 'clients' }],
    ['//api//v4//clients//', { kind: 'clients' }],
    ['/api/v4/%63lients', { kind: 'clients' }],
    ['/api/v4/clients/a', { kind: 'client', clientid: 'a' }],
    ['/api/v4/clients/a/', { kind: 'client', clientid: 'a' }],
    ['/api/v4/clients/a%2Fb', { kind: 'client', clientid: 'a/b' }],
    ['/api/v4/clients/a%252Fb', { kind: 'client', clientid: 'a%2Fb' }],
    ['/api/v4/clients/a+b', { kind: 'client', clientid: 'a+b' }],
    ['/api/v4/clients/%2B', { kind: 'client', clientid: '+' }],
    ['/api/v4/clients/..', { kind: 'client', clientid: '..' }],
    ['/api/v4/clients/.', { kind: 'client', clientid: '.' }],
    ['/api/v4/clients/__proto__', { kind: 'client', clientid: '__proto__' }],
    ['/api/v4/clients/%E7%94%A8', { kind: 'client', clientid: '用' }],
    ['/api/v4/clients/%0A', { kind: 'client', clientid: '\n' }],
    ['/api/v4/clients/username', { kind: 'client', clientid: 'username' }],
    ['/', { kind: 'unknown', where: 'outside' }],
    ['/api', { kind: 'unknown', where: 'outside' }],
    ['/api/v5/clients', { kind: 'unknown', where: 'outside' }],
    ['/status', { kind: 'unknown', where: 'outside' }],
    ['/clients', { kind: 'unknown', where: 'outside' }],
    ['/api/v4', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/Clients', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/client', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/clients/a/b', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/clients/username/u', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/nodes/n/clients', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/constructor', { kind: 'unknown', where: 'inside' }],
  ])('%s', (path, expected) => {
    expect(documented(path)).toEqual(expected);
  });
});

describe('the paths that only brokers have', () => {
  test.each<[path: string, route: Route]>([
    ['/status', { kind: 'status' }],
    ['/api/v4/status', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/clients', { kind: 'clients' }],
    ['/api/v4/clients/username/u', { kind: 'clients of user', username: 'u' }],
    ['/api/v4/nodes/n@h/clients', { kind: 'clients', node: 'n@h' }],
    ['/api/v4/nodes/n%40h/clients', { kind: 'clients', node: 'n%40h' }],
    ['/api/v4/nodes/n/clients/a%2Fb', { kind: 'client', clientid: 'a/b', node: 'n' }],
    ['/api/v4/nodes/n/clients/a/b', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/nodes/n/clients/username/u/x', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/nodes/n/users', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/users/n/clients', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/clients/username/u/x', { kind: 'unknown', where: 'inside' }],
    ['/status/x', { kind: 'unknown', where: 'outside' }],
    ['/x/status', { kind: 'unknown', where: 'outside' }],
    ['/api/./v4/clients', { kind: 'unknown', where: 'between' }],
    ['/x/../api/v4/clients', { kind: 'unknown', where: 'between' }],
    ['/api/v4/nodes/n/%63lients', { kind: 'unknown', where: 'inside' }],
    ['/st%61tus', { kind: 'unknown', where: 'between' }],
    ['/api/v4/nodes/n/clients/a', { kind: 'client', clientid: 'a', node: 'n' }],
    ['/api/v4/nodes/n/clients/username/u', { kind: 'clients of user', username: 'u', node: 'n' }],
    ['/api/v4/nodes/n', { kind: 'unknown', where: 'inside' }],
    ['/api/v4/nodes', { kind: 'unknown', where: 'inside' }],
  ])('%s', (path, expected) => {
    expect(broker(path)).toEqual(expected);
  });
});

test.each(['/api/v4/clients/%', '/api/v4/clients/%4', '/%zz', '/api/v4/clients/a%2'])(
  'a path of bad percent-encoding is a route of its own: %s',
  (path) => {
    const badEncoding = { kind: 'bad encoding' };
    expect([documented(path), broker(path)]).toEqual([badEncoding, badEncoding]);
  },
);
