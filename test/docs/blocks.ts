/** The code blocks of the documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

const root = join(import.meta.dirname, '../..');

/** A code block, and what the comment before it says of it. */
export interface Block {
  /** From the root of the project. */
  readonly page: string;
  readonly line: number;
  /** E.g. `sh`; empty if the block names none. */
  readonly language: string;
  /** The words after the language: `file=alarms.yaml as=stubs` or `output`. */
  readonly words: ReadonlyMap<string, string>;
  readonly text: string;
  readonly mark?: Mark;
}

/**
 * - `not run: REASON`: nothing is checked.
 * - `types only: REASON`: it is compiled, and not run.
 * - `from: FILE`: it is part of that file, which the suite runs.
 */
interface Mark {
  readonly kind: 'not run' | 'types only' | 'from';
  readonly text: string;
}

/** The documents for users, by their paths from the root. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const MARK = /^<!--\s*(not run|types only|from):\s*(.*?)\s*-->$/s;

/** The blocks of a page, in its order. */
export function blocksOf(page: string, text = readFileSync(join(root, page), 'utf8')): Block[] {
  const blocks: Block[] = [];
  const collect = (node: Node): void => {
    node.children?.forEach((child, index, siblings) => {
      if (child.type !== 'code') {
        collect(child);
        return;
      }
      const [, kind, reason = ''] = MARK.exec(siblings[index - 1]?.value ?? '') ?? [];
      const words = readWords(child.meta ?? '');
      const own = kind !== undefined && { mark: { kind: kind as Mark['kind'], text: reason } };
      // The output of a block that is not run cannot be compared.
      const before = words.has('output') && blocks.at(-1)?.mark;
      blocks.push({
        page,
        line: child.position?.start.line ?? 0,
        language: child.lang ?? '',
        words,
        text: `${child.value ?? ''}\n`,
        ...(own || (before && before.kind === 'not run' && { mark: before })),
      });
    });
  };
  collect(remark().use(remarkGfm).parse(text) as Node);
  return blocks;
}

/** What is read of a node of the Markdown tree. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number } };
}

/** A word without `=` has an empty value. */
function readWords(meta: string): ReadonlyMap<string, string> {
  const words = meta.split(' ').filter((word) => word !== '');
  return new Map(
    words.map((word) => {
      const [name = '', ...value] = word.split('=');
      return [name, value.join('=')];
    }),
  );
}
