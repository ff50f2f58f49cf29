import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { document } from '../../openapi/index.js';
import { readSources } from '../support/project-files.js';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'openapi/decisions.md'), 'utf8');

const sections = text
  .split(/^(?=<a id="\d+"><\/a>$)/m)
  .slice(1)
  .map((section) => {
    const [, id, number, title] = /^<a id="(\d+)"><\/a>\n\n## (\d+)\. (.+)$/m.exec(section) ?? [];
    return { id, number, title, body: section.replace(/\n## [A-Z][^]*$/, '') };
  });

const linksInDocument = [...linksIn(document)];

test('the decisions are numbered from 1 on, without a gap', () => {
  expect(sections.length).toBeGreaterThanOrEqual(32);
  expect(sections.map(({ id }) => id)).toEqual(sections.map((_, index) => String(index + 1)));
  expect(sections.map(({ number }) => number)).toEqual(sections.map(({ id }) => id));
});

describe.each(sections)('decision $id, $title', ({ id, body }) => {
  test('says what was decided, what was rejected and on what evidence', () => {
    for (const part of ['Decision', 'Rejected', 'Evidence']) {
      expect(body).toMatch(new RegExp(`\\*\\*${part}\\.\\*\\*\\s+\\S`));
    }
  });

  test('is linked from the place in the OpenAPI document where it applies', () => {
    expect(linksInDocument).toContain(`decisions.md#${id}`);
  });
});

test('each link of the OpenAPI document leads to a decision', () => {
  const targets = sections.map(({ id }) => `decisions.md#${id}`);
  expect(linksInDocument.filter((link) => !targets.includes(link))).toEqual([]);
});

test('each decision that a comment in the sources cites exists', () => {
  const numbers = new Set(sections.map(({ id }) => id));
  const cited = readSources('openapi', 'mock', 'contracts').flatMap(({ text: code }) =>
    [...code.matchAll(/decisions\.md ?#(\d+)/g)].map(([, id]) => id!),
  );
  expect(cited.length).toBeGreaterThan(0);
  expect(cited.filter((id) => !numbers.has(id))).toEqual([]);
});

test('each link inside of the decisions leads to a heading', () => {
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) =>
    heading!.toLowerCase().replaceAll(' ', '-'),
  );
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !headings.includes(link!))).toEqual([]);
});

test('each exchange that is named as evidence is in the recordings', () => {
  const recordings = new Map(
    ['emqx-4.3.22', 'emqx-4.3.0', 'emqx-4.0.13', 'nanomq-0.25.3'].map((name) => {
      const file = join(ROOT, 'test/recordings', `${name}.json`);
      const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as {
        exchanges: { id: string }[];
      };
      return [name, new Set(exchanges.map(({ id }) => id))];
    }),
  );
  const evidence = [...text.matchAll(/`((?:emqx|nanomq)-\d+\.\d+\.\d+)`\s+`([^`]+)`/g)];
  expect(evidence.length).toBeGreaterThan(80);
  const missing = evidence
    .filter(([, broker, id]) => !recordings.get(broker!)?.has(id!))
    .map(([all]) => all);
  expect(missing).toEqual([]);
});

function* linksIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if ('x-decision' in value) yield* value['x-decision'] as string[];
  for (const member of Object.values(value)) yield* linksIn(member);
}
