import { ordersOf } from './orders.js';
import { type Accepted, sortedTexts, type Usage, USAGE_VERSION, type Use } from './usage.js';

const HEADER = `# What an application uses of the clients API of EMQX: recorded by emqx-mock --usage from the
# requests of its tests, and merged over runs. It has kinds of values, and no values. Commit it.
# Yours to write: \`application\`, its name, and \`accepted\`, differences that are fine, each with a reason.
# Other comments are not kept.
`;

/**
 * Prints a usage as YAML; the same usage gives the same bytes. It needs no library, so that it can
 * be used in a browser.
 */
export function printUsage(usage: Usage): string {
  const { application, uses, accepted } = usage;
  const tested = sortedTexts(uses.flatMap((use) => use.tested));
  const orders = ordersOf(uses);
  return [
    HEADER,
    `version: ${USAGE_VERSION}\n`,
    application === undefined ? '' : `application: ${scalar(application)}\n`,
    `tested: ${flowList(tested)}\n`,
    list(
      'uses',
      uses.map((use) => useText(use, tested)),
    ),
    list(
      'orders',
      orders.map(({ name, tests }) => {
        const of = tests.map((test) => `      - ${scalar(test)}\n`).join('');
        return `  - order: ${scalar(name)}\n${of === '' ? '' : `    tests:\n${of}`}`;
      }),
    ),
    list('accepted', accepted.map(acceptedText)),
  ].join('');
}

const list = (name: string, items: readonly string[]): string =>
  items.length === 0 ? `${name}: []\n` : `${name}:\n${items.join('')}`;

function useText(use: Use, tested: readonly string[]): string {
  const kinds = Object.entries(use.with).sort(([one], [other]) => (one < other ? -1 : 1));
  const tests = [...use.tests].sort(([one], [other]) => (one < other ? -1 : 1));
  const pairs = kinds.map(([name, kind]) => `${scalar(name)}: ${scalar(kind)}`).join(', ');
  return [
    `  - request: ${scalar(use.request)}\n`,
    pairs === '' ? '' : `    with: { ${pairs} }\n`,
    `    reads: ${use.reads === 'all' ? 'all' : flowList(use.reads)}\n`,
    use.tested.length === tested.length ? '' : `    tested: ${flowList(use.tested)}\n`,
    tests.length === 0 ? '' : '    tests:\n',
    ...tests.map(testText),
  ].join('');
}

/** YAML's limit of a key in one line with its value is 1024 characters; escapes are longer than a name. */
const MAX_KEY = 1000;

function testText([test, count]: readonly [string, number]): string {
  const name = scalar(test);
  return name.length > MAX_KEY
    ? `      ? ${name}\n      : ${count}\n`
    : `      ${name}: ${count}\n`;
}

function acceptedText({ difference, reason, releases }: Accepted): string {
  return [
    `  - difference: ${scalar(difference)}\n`,
    releases ? `    releases: ${flowList(releases)}\n` : '',
    `    reason: ${scalar(reason)}\n`,
  ].join('');
}

const flowList = (texts: readonly string[]): string => `[${texts.map(scalar).join(', ')}]`;

/** Words that YAML reads as something else than text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;
const PLAIN = /^[A-Za-z_](?:[\w /{}.^+()-]*[\w}.+)])?$/;
const PLAIN_IN_FLOW = /^[A-Za-z_](?:[\w /.^+()-]*[\w.+)])?$/;
/** JSON.stringify leaves these as they are. */
const UNPRINTABLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text as a scalar: plain if YAML reads it as this text, else with quotes. */
function scalar(text: string): string {
  const isPlain = PLAIN_IN_FLOW.test(text) || (PLAIN.test(text) && text.includes(' /'));
  if (isPlain && !WORDS.test(text)) return text;
  return JSON.stringify(text).replace(UNPRINTABLE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
