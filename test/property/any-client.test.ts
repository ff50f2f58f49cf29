import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClientError, createMock, type Mock } from '../../mock/index.js';
import { faultsOf } from '../support/documented-answer.js';

/** Mostly valid values; sometimes invalid ones, or limits. */
const mostly = <T, U>(valid: fc.Arbitrary<T>, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: odd });

const integers = mostly(
  fc.integer({ min: 1, max: 255 }),
  fc.constantFrom(-1, 0, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1.5, NaN),
);
const texts = mostly(
  fc.string({ minLength: 1, maxLength: 4 }),
  fc.constantFrom('', 'undefined', '\ud800'),
);
const times = mostly(
  fc.date({ min: new Date('1970-01-02'), max: new Date('2100-01-01') }),
  fc.oneof(
    fc.date({ noInvalidDate: false }),
    fc.constantFrom('1969-12-31 23:59:59', '9999-12-31 23:59:59', '2021'),
  ),
);

/** Clients as callers describe them, valid and invalid ones. */
const inputs = fc.record(
  {
    clientid: texts,
    username: fc.option(texts),
    node: texts,
    zone: texts,
    mountpoint: texts,
    ip_address: mostly(fc.oneof(fc.ipV4(), fc.ipV6()), texts),
    port: integers,
    proto_ver: integers,
    keepalive: integers,
    expiry_interval: integers,
    subscriptions_cnt: integers,
    heap_size: integers,
    conn_state: fc.constantFrom('connected', 'idle', 'disconnected'),
    clean_start: fc.boolean(),
    created_at: times,
    connected_at: times,
    disconnected_at: times,
  },
  { requiredKeys: ['clientid'] },
);

test('a client is refused, or shown as the document says', () => {
  let refused = 0;
  let shown = 0;
  fc.assert(
    fc.property(inputs, fc.constantFrom('-12:00', '+00:00', '+14:00'), (input, utcOffset) => {
      let mock: Mock;
      try {
        mock = createMock({ clients: [input], utcOffset, apps: false });
      } catch (error) {
        expect(error).toBeInstanceOf(ClientError);
        refused++;
        return;
      }
      const request = { method: 'GET', path: '/api/v4/clients', query: '', headers: {} };
      expect(faultsOf(request, mock.handle(request))).toEqual([]);
      shown++;
    }),
    { numRuns: 3000 },
  );
  // Otherwise the property would prove nothing.
  expect(refused).toBeGreaterThan(300);
  expect(shown).toBeGreaterThan(300);
});
