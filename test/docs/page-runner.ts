/** Runs the blocks of a page one after the other, as its reader would. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { expect } from 'vitest';
import type { Block } from './blocks.js';
import { READERS } from './readers.js';
import { Shell } from './shell.js';

export class PageRunner {
  readonly #shell: Shell;
  #output = '';

  /** @param run imports a module: the test file's own `import()` knows the package by its name */
  constructor(
    folder: string,
    addresses: readonly (readonly [string, string])[],
    private readonly run: (block: Block, text: string) => Promise<void>,
  ) {
    this.#shell = new Shell(folder, addresses);
  }

  /** @throws if the block does not do what it says */
  async check(block: Block): Promise<void> {
    const { language, text, words } = block;
    if (words.has('output')) {
      this.#compare(block);
    } else if (language === 'sh') {
      this.#output = await this.#shell.run(text);
    } else if (language === 'http') {
      this.#output = await this.#request(text);
    } else if (language === 'js' || language === 'ts') {
      await this.run(block, this.#shell.withAddresses(text));
    } else if (language === 'yaml' || language === 'json') {
      await this.#read(block);
    }
  }

  async close(): Promise<void> {
    await this.#shell.stop();
  }

  async #read({ language, text, words }: Block): Promise<void> {
    const file = join(this.#shell.home, words.get('file') ?? `block.${language}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, this.#shell.withAddresses(text));
    parse(text);
    await READERS[words.get('as') ?? '']?.(file, this.#shell);
  }

  /** Sends a request that is written as in RFC 9112, but with a path and no Host. */
  async #request(text: string): Promise<string> {
    const [head = '', ...body] = text.trimEnd().split('\n\n');
    const [line = '', ...headers] = head.split('\n');
    const [method = '', path = ''] = line.split(' ');
    const response = await fetch(this.#shell.withAddresses(`http://127.0.0.1:8081${path}`), {
      method,
      headers: headers.map((header) => header.split(/: (.*)/, 2) as [string, string]),
      ...(body.length > 0 && { body: body.join('\n\n') }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${line}: HTTP ${response.status} ${answer}`);
    return answer;
  }

  /** JSON: the members that are shown. Text: the lines that are shown, `…` is any text. */
  #compare({ language, text }: Block): void {
    if (language === 'json') {
      expect(JSON.parse(this.#output)).toMatchObject(JSON.parse(text) as object);
      return;
    }
    const lines = text.trimEnd().split('\n');
    const pattern = lines
      .map((line) => line.split('…').map(escaped).join('.*'))
      .join('\n(?:.*\n)*?');
    expect(this.#output).toMatch(new RegExp(`^${pattern}$`, 'm'));
  }
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
