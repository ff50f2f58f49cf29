/** `redact`: no report shows the id, the name or the address of a client that is not the kit's. */
import { describe, expect, test } from 'vitest';
import { IdentityMask } from '../../../../contracts/http/mask/identity-mask.js';
import { type Report, isBad } from '../../../../contracts/index.js';
import { ctrfText } from '../../../../contracts/report/ctrf.js';
import { githubText } from '../../../../contracts/report/github.js';
import { htmlText } from '../../../../contracts/report/html/page.js';
import { junitText } from '../../../../contracts/report/junit.js';
import { markdownText } from '../../../../contracts/report/markdown.js';
import { terminalText } from '../../../../contracts/report/terminal.js';
import { mutants } from '../../../mutants/faults/index.js';
import type { StoredClient } from '../../../../mock/core/client.js';
import { checkInProcess } from '../../../support/in-process/check.js';
import { createEngine, type Engine } from '../../../support/in-process/engine.js';

const FORMATS = [
  junitText,
  markdownText,
  githubText,
  ctrfText,
  htmlText,
  (report: Report) => terminalText(report, false),
];

/** Spellings of what names the clients that are not the kit's. */
function spellings(names: readonly string[]): string[] {
  const all = names.flatMap((name) => [
    name,
    encodeURIComponent(name),
    JSON.stringify(name).slice(1, -1),
    name.replaceAll("'", "'\\''"),
  ]);
  return [...new Set(all)].filter(({ length }) => length > 3);
}

function namesIn(engine: Engine): string[] {
  return [...engine.state.store].flatMap(({ clientid, username, ip_address }) =>
    [clientid, username ?? '', ip_address].filter(
      // A word of the kit's sentences, and this machine.
      (name) => name !== 'test' && !name.startsWith('127.'),
    ),
  );
}

const leaksIn = (report: Report, names: readonly string[]): string[] => {
  const texts = FORMATS.map((textOf) => textOf(report));
  return spellings(names).filter((name) => texts.some((text) => standsIn(text, name)));
};

/** Whether a name stands in a text, and not within a longer word: `test` is no part of `tests`. */
function standsIn(text: string, name: string): boolean {
  const isWord = (at: number): boolean => /[\p{L}\p{N}_]/u.test(text[at] ?? '');
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!(isWord(at - 1) && isWord(at)) && !(isWord(end - 1) && isWord(end))) return true;
  }
  return false;
}

/** Enough to meet each kind of fault. */
const SOME = mutants.filter(({ name }, index) => index % 9 === 0 || name === 'data-is-an-object');

test.each(SOME.map((mutant) => [mutant.name, mutant] as const))(
  'reports on %s name no client of others, with test clients or without',
  async (_, mutant) => {
    for (const mqtt of [true, false]) {
      const engine = createEngine({ clients: mutant.clients ?? 41 });
      const names = namesIn(engine);
      const handle = mutant.breaks?.(engine) ?? engine.handle;
      const { faults } = mutant;
      const options = { redact: true, mqtt, ...(faults && { faults }) };
      expect(leaksIn(await checkInProcess(engine, handle, options), names)).toEqual([]);
    }
  },
);

test('without redact, reports name them', async () => {
  const engine = createEngine();
  const names = namesIn(engine);
  const report = await checkInProcess(engine, lies(engine), { mqtt: false });
  expect(leaksIn(report, names)).not.toEqual([]);
});

/** Every list misses its first client, and every look-up shows another client. */
function lies(engine: Engine): Engine['handle'] {
  return (request) => {
    const answer = engine.handle(request);
    const body = JSON.parse(answer.body) as { data?: { clientid: string }[] };
    if (!Array.isArray(body.data) || body.data.length === 0) return answer;
    if (request.path.endsWith('/clients')) {
      body.data = request.query === '' ? body.data : body.data.slice(1);
    } else {
      body.data = body.data.map((row) => ({ ...row, clientid: `${row.clientid} (not this)` }));
    }
    return { ...answer, body: JSON.stringify(body) };
  };
}

const UNUSUAL = [
  "sensor's own",
  'lamp "kitchen"',
  '客户端/一号',
  'a b+c%2Fd',
  'back\\slash\\end',
  'x'.repeat(300),
  '__proto__',
  'a.*b|c+',
  '<b>bold</b>',
  '\u001b[31mred',
  'line\nbreak',
  'tail…more',
];

test('ids of unusual characters are replaced in every spelling', async () => {
  const engine = createEngine({ clients: 0 });
  const clients = [...createEngine({ clients: UNUSUAL.length }).state.store];
  for (const [index, clientid] of UNUSUAL.entries()) {
    const client = {
      ...clients[index],
      clientid,
      username: `owner of ${clientid.slice(0, 20)}`,
      ip_address: `2001:db8::${index + 1}`,
    } as StoredClient;
    engine.state.store.put(client, engine.clock.now());
  }
  const names = namesIn(engine);
  const report = await checkInProcess(engine, lies(engine), { redact: true, mqtt: false });
  expect(report.results.filter(isBad).length).toBeGreaterThan(5);
  expect(leaksIn(report, names)).toEqual([]);
});

test('the same client has the same replacement in the message, the rows and the curl line', async () => {
  const engine = createEngine({ clients: 5 });
  const report = await checkInProcess(engine, lies(engine), {
    redact: true,
    mqtt: false,
    only: ['lookup/agrees-with-list'],
  });
  const [deviation] = report.results.flatMap((result) =>
    result.outcome === 'fail' ? result.deviations : [],
  );
  const replacement = /redacted_client_\d+/.exec(deviation?.exchange?.curl ?? '')?.[0];
  expect(replacement).toBeDefined();
  expect(deviation?.exchange?.request.path).toBe(`/clients/${replacement}`);
  expect(JSON.stringify([deviation?.message, deviation?.exchange?.response.text])).toContain(
    replacement,
  );
  expect(report.command).toMatch(/ --redact$/);
});

test('the ids of the test clients stay', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3.0' });
  const report = await checkInProcess(engine, undefined, { redact: true });
  expect(ctrfText(report)).toContain(report.prefix);
});

describe('a mask', () => {
  const mask = new IdentityMask('ck-1-', ['10.0.0.9']);
  mask.see({
    code: 0,
    data: [
      { clientid: 'lamp-1', username: 'ada', ip_address: '10.0.0.7', node: 'emqx@10.0.0.7' },
      { clientid: 'clients', username: 'clientid', ip_address: '2001:db8::7' },
      { clientid: 'ck-1-a', username: 'mine', ip_address: '10.0.0.8' },
    ],
  });
  mask.seeRequest('/clients?_like_clientid=amp&_like_username=undefined');

  test.each([
    ['client lamp-1 is missing', 'client redacted_client_1 is missing'],
    ['lamp-10 and my-lamp-1x', 'lamp-10 and my-lamp-1x'],
    ['GET /clients/lamp-1?x', 'GET /clients/redacted_client_1?x'],
    ['GET /clients/lamp%2D1', 'GET /clients/redacted_client_1'],
    ['/clients?username=ada&_limit=1', '/clients?username=redacted_user_1&_limit=1'],
    ["value 'ada'", "value 'redacted_user_1'"],
    ['["ada",{"username":"ada"}]', '["redacted_user_1",{"username":"redacted_user_1"}]'],
    ['{"clientid":"never seen"}', '{"clientid":"redacted_client_2"}'],
    ['/clients?_like_clientid=amp', '/clients?_like_clientid=redacted_client_3'],
    ['{"clientid":"lamp', '{"clientid":"redacted_client_4'],
    ['rows lamp…', 'rows redacted_client_1…'],
    ['emqx@10.0.0.7:1883', 'emqx@redacted_address_1:1883'],
    ['from 172.16.3.4', 'from redacted_address_2'],
    ['ip_address=2001%3Adb8%3A%3A7', 'ip_address=redacted_address_3'],
    ['2001:DB8::7 again', 'redacted_address_3 again'],
    [
      '10.0.0.8 of the kit, 10.0.0.9 given, 127.0.0.1',
      '10.0.0.8 of the kit, 10.0.0.9 given, 127.0.0.1',
    ],
    ['2026-03-18 02:15:57, 4.3.22, Foo::Bar', '2026-03-18 02:15:57, 4.3.22, Foo::Bar'],
    ['GET /clients has no clientid', 'GET /clients has no clientid'],
    ['{"clientid":"clients"}', '{"clientid":"redacted_client_5"}'],
    ['ck-1-a and mine', 'ck-1-a and mine'],
    ['{"username":"undefined"}', '{"username":"undefined"}'],
  ])('shows %j as %j', (text, shown) => {
    expect(mask.hide(text)).toBe(shown);
    expect(mask.hide(shown)).toBe(shown);
  });
});
