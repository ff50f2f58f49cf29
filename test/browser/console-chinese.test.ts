/** The console in Chinese: no view shows a text of the interface, or of the mock, in English. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import { openConsole, startFor } from './console-page.js';

const browser = useChromium();

/**
 * Texts of the page, its labels and its placeholders, without what is code: names of parameters and
 * members, paths, rules, ids and answers.
 */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const code = 'code, pre, .mono, .request-line, .request-url, .brand, .user-text, [lang=en], script, noscript';
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest(code)) texts.push(node.data);
    }
    for (const each of document.querySelectorAll('*')) {
      if (each.closest('[lang=en]')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = each.getAttribute(name);
        if (text !== null) texts.push(text);
      }
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  })()`);

/** Words that Chinese readers know by these names. */
const NAMES =
  /emqx-mock|EMQ X Broker|EMQX?|API|HTTP|MQTT|CoAP|LwM2M|MQTT-SN|QoS|JSON|UTC|Unix|curl|fetch|GET|POST|PUT|DELETE|HEAD|MQIsdp|ACL|DISCONNECT|OTP|IPv[46]|UTF-8|base64/;
/** A parameter, a member, a path, a number with a unit: what has a sign that no word has. */
const CODE = /[\w.+-]*[_/.:=@\d-][\w.+/:=@{}-]*/;

/** The English words of a text; few alone are names, such as a client id. */
function englishIn(text: string): string[] {
  const rest = text
    .replace(new RegExp(`\\b(?:${NAMES.source})\\b`, 'g'), ' ')
    .replace(new RegExp(CODE.source, 'g'), ' ');
  return /\p{Script=Han}/u.test(text)
    ? (rest.match(/[A-Za-z]+(?: [A-Za-z]+)+/g) ?? [])
    : (rest.match(/[A-Za-z]{2,}/g) ?? []);
}

/** Names and values that stand alone on a page, as the API has them. */
const VALUES = new Set(
  (
    'clientid username zone node connected disconnected idle true false null external tcp default documented count ' +
    'keepalive port inflight reductions mountpoint undefined any churn empty single large twins ' +
    'hasnext page limit data meta code LAMP zonne ann ben lamp login test topic status delay hang reset truncate malformed drip ' +
    'ms nth times probability qos share kicked while paging'
  ).split(' '),
);

async function expectChinese(page: Page): Promise<void> {
  const texts = await textsOf(page);
  expect(texts.length).toBeGreaterThan(10);
  const english = texts.filter((text) => englishIn(text).some((word) => !VALUES.has(word)));
  expect(english).toEqual([]);
  // What is only known in English is marked as such: here, the switch of the language.
  expect(await page.locator('body [lang=en]').allInnerTexts()).toEqual(['English']);
}

const VIEWS: readonly (readonly [at: string, shown: string])[] = [
  ['#/clients?_limit=50&username=ann', '第 1 至 1 行'],
  ['#/clients?proto_ver=x', 'HTTP 400'],
  ['#/clients?username=nobody', '没有匹配的客户端'],
  ['#/clients/lamp?_limit=50', '身份'],
  ['#/why?username=ann&proto_ver=4&zonne=x&_like_clientid=a&_page=2&why=lamp', '被过滤器'],
  ['#/why?_limit=1&why=lamp', '而请求的是第 1 页'],
  ['#/why?why=LAMP', '区分大小写'],
  ['#/why?proto_ver=x&conn_state=y&ip_address=z&_gte_created_at=q&_page=0', '请求被拒绝'],
  ['#/requests', '备注'],
  ['#/requests/1', '请求头'],
  ['#/requests/99', '没有 99 号请求'],
  ['#/scenarios/kicked-while-paging', '第一个客户端被踢出'],
  ['#/scenarios/churn', '每 1 秒'],
  ['#/scenarios/load-balanced', '轮流响应'],
  ['#/faults', '按生效顺序'],
  ['#/clock', '前进'],
  ['#/sandboxes', '最近使用'],
  ['#/coverage', '超出末尾'],
  ['#/releases/4.0.0/4.4.19', '处差异'],
  ['#/no-such-view', '此地址没有对应的视图'],
];

test('no view has a text in English', async () => {
  const mock = await startFor({
    clients: [
      { clientid: 'ann', username: 'ann' },
      { clientid: 'lamp', proto_ver: 5, subscriptions: [{ topic: 't/1', qos: 1 }] },
    ],
    faults: ['GET /clients/lamp status=500'],
  });
  mock.sandbox('login');
  const { page, problems } = await openConsole(browser, mock, { locale: 'zh-CN' });
  await page.getByText('实时', { exact: true }).waitFor();
  for (const path of ['/clients/lamp', '/clients?_page=2&zonne=1']) {
    await fetch(`${mock.url}${path}`, { headers: mock.authorization });
  }
  for (const [at, shown] of VIEWS) {
    await page.goto(`${new URL(mock.url).origin}/__mock/${at}`);
    await page
      .locator('body', { hasText: shown })
      .waitFor()
      .catch(() => expect.fail(`${at} does not show ${shown}`));
    await expectChinese(page);
  }
  expect(problems).toEqual([]);
});

test('what the mock reports is in Chinese: problems, events, failures', async () => {
  const mock = await startFor({ scenario: 'kicked-while-paging' });
  const { page } = await openConsole(browser, mock, {
    at: '#/clients?_limit=10',
    locale: 'zh-CN',
  });
  await page.getByRole('button', { name: '下一页' }).click();
  await page.locator('.notes', { hasText: '第一个客户端被踢出' }).waitFor();
  await expectChinese(page);
  await page.getByRole('button', { name: '添加客户端' }).click();
  await page.getByRole('dialog').getByLabel('clientid').fill('new');
  await page.getByRole('dialog').getByLabel('keepalive').fill('many');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('keepalive 应为：0 到 65535 之间的整数；实际为 "many"。').waitFor();
});
