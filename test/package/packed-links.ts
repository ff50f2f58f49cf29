/**
 * The links of the packed documents. In the repository, they are relative. A reader of the package
 * lacks most of their targets, so `npm pack` and `npm publish` make those absolute (the scripts
 * `prepack` and `postpack`): they lead to this version in the repository that package.json names.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = join(import.meta.dirname, '../..');
const BACKUP = join(root, 'node_modules/.cache/emqx-clients-kit/packed-links');

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

function pack(): void {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  for (const path of PACKED_DOCUMENTS) {
    const text = readFileSync(join(root, path), 'utf8');
    const absolute = withAbsoluteLinks(path, text, manifest);
    if (absolute === text) continue;
    const backup = join(BACKUP, path);
    mkdirSync(dirname(backup), { recursive: true });
    writeFileSync(backup, text);
    writeFileSync(join(root, path), absolute);
  }
}

function restore(): void {
  for (const path of PACKED_DOCUMENTS) {
    const backup = join(BACKUP, path);
    if (existsSync(backup)) writeFileSync(join(root, path), readFileSync(backup));
  }
  rmSync(BACKUP, { recursive: true, force: true });
}

const [mode] = process.argv.slice(2);
if (mode === '--pack') pack();
if (mode === '--restore') restore();
