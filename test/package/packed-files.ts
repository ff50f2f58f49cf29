/**
 * Files of the package that differ from those of the repository: the scripts `prepack` and `postpack`
 * change them for `npm pack` and `npm publish`, and restore them.
 *
 * - The documents. Their links are relative. A reader of the package lacks most of the targets, so those
 *   links become absolute: they lead to this version in the repository that package.json names.
 * - package.json. Its script `prepare` builds the repository after `npm ci`; npm would warn those who
 *   install the packed file of a script that never runs.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = join(import.meta.dirname, '../..');
const BACKUP = join(root, 'node_modules/.cache/emqx-clients-kit/packed-files');

/** The documents of the package, by their path from the root. */
export const PACKED_DOCUMENTS = [
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'openapi/decisions.md',
] as const;

interface Manifest {
  readonly version: string;
  readonly files: readonly string[];
  readonly repository: { readonly url: string };
}

const MARKDOWN_LINK = /\]\(([^)\s]+)(?=[)\s])/g;
const HTML_LINK = /\b(src|href)="([^"]+)"/g;
const IMAGE = /\.(png|svg|gif|jpe?g|webp)$/;
const IS_ABSOLUTE = /^([a-z][a-z0-9+.-]*:|\/\/|#)/i;

/**
 * A document with absolute links to what the package does not contain.
 * @param path the document's path from the root, with `/`
 */
export function withAbsoluteLinks(path: string, text: string, manifest: Manifest): string {
  const { version, repository } = manifest;
  const home = repository.url.replace(/^git\+|\.git$/g, '');
  // npm packs every README, LICENSE and package.json.
  const packed = ['README.md', 'README.zh-CN.md', 'LICENSE', 'package.json', ...manifest.files];
  const absolute = (link: string): string => {
    if (IS_ABSOLUTE.test(link)) return link;
    const [file = '', ...anchor] = link.split(/(?=[#?])/);
    const target = posix.normalize(posix.join(posix.dirname(path), file));
    if (packed.some((entry) => target === entry || target.startsWith(`${entry}/`))) return link;
    const view = IMAGE.test(target) ? 'raw' : 'blob';
    return `${home}/${view}/v${version}/${target}${anchor.join('')}`;
  };
  return text
    .replaceAll(MARKDOWN_LINK, (_all, link: string) => `](${absolute(link)}`)
    .replaceAll(HTML_LINK, (_all, name: string, link: string) => `${name}="${absolute(link)}"`);
}

/** The text of package.json without the script `prepare`. */
export const withoutPrepare = (text: string): string => text.replace(/^ *"prepare": .*\n/m, '');

/** Each file that is changed, with its text in the package. */
function packedTexts(): readonly (readonly [path: string, text: string, packed: string])[] {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const text = read('package.json');
  const manifest = JSON.parse(text) as Manifest;
  return [
    ['package.json', text, withoutPrepare(text)],
    ...PACKED_DOCUMENTS.map((path) => {
      const document = read(path);
      return [path, document, withAbsoluteLinks(path, document, manifest)] as const;
    }),
  ];
}

function pack(): void {
  for (const [path, text, packed] of packedTexts()) {
    if (packed === text) continue;
    const backup = join(BACKUP, path);
    mkdirSync(dirname(backup), { recursive: true });
    writeFileSync(backup, text);
    writeFileSync(join(root, path), packed);
  }
}

function restore(): void {
  for (const path of ['package.json', ...PACKED_DOCUMENTS]) {
    const backup = join(BACKUP, path);
    if (existsSync(backup)) writeFileSync(join(root, path), readFileSync(backup));
  }
  rmSync(BACKUP, { recursive: true, force: true });
}

const [mode] = process.argv.slice(2);
if (mode === '--pack') pack();
if (mode === '--restore') restore();
