import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A file of a page, as the build has made it. */
interface BuiltFile {
  /**
   * The file in a form that the caller accepts.
   * @param accepted the header `Accept-Encoding`.
   */
  send(this: void, accepted?: string): Promise<SentFile>;
}

/** Files of pages, by the name in their URL. */
type BuiltFiles = ReadonlyMap<string, BuiltFile>;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

const COMPRESSED = '.gz';

/** Reads the files of a folder, such as `console`; an empty map if it has not been built. */
export type ReadBuiltFiles = (folder: string) => Promise<BuiltFiles>;

/**
 * Reads the files that the build has made, each folder once, when a file of it is first asked for.
 * Only a name that was found then can be asked for, so that no URL reaches another file.
 * @param root the folder that contains those of the pages. Default: `dist/mock` of the package.
 */
export function createBuiltFiles(root?: string): ReadBuiltFiles {
  const kept = new Map<string, BuiltFiles>();
  return async (folder) => {
    const known = kept.get(folder);
    if (known) return known;
    const files = await readFiles(join(root ?? builtFolder(), folder));
    // What has not been built may be built later.
    if (files.size > 0) kept.set(folder, files);
    return files;
  };
}

/** The build's folder, also for the bundles for CommonJS and for the sources. */
const builtFolder = (): string =>
  join(
    dirname(createRequire(import.meta.url).resolve('emqx-clients-kit/package.json')),
    'dist/mock',
  );

async function readFiles(folder: string): Promise<BuiltFiles> {
  const names = await readdir(folder).catch(() => []);
  const found = names.flatMap((compressed) => {
    const name = compressed.slice(0, -COMPRESSED.length);
    const type = MEDIA_TYPES[extname(name)];
    if (!compressed.endsWith(COMPRESSED) || type === undefined) return [];
    return [{ name, type, path: join(folder, compressed) }];
  });
  return new Map(
    await Promise.all(
      found.map(async ({ name, type, path }) => {
        const gzip = await readFile(path);
        return [name, { send: (accepted?: string) => sendFile({ type, gzip }, accepted) }] as const;
      }),
    ),
  );
}

/** A file in the form that a caller accepts. */
interface SentFile {
  readonly type: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

async function sendFile(
  { type, gzip }: { readonly type: string; readonly gzip: Uint8Array },
  accepted = '',
): Promise<SentFile> {
  const vary = { vary: 'accept-encoding' };
  if (acceptsGzip(accepted)) {
    return { type, body: gzip, headers: { ...vary, 'content-encoding': 'gzip' } };
  }
  return { type, body: await promisify(gunzip)(gzip), headers: vary };
}

/** RFC 9110, 12.5.3: a weight of 0 means that the coding is not accepted. */
function acceptsGzip(accepted: string): boolean {
  const weights = new Map(
    accepted.split(',').map((coding) => {
      const [name = '', weight = ''] = coding.toLowerCase().split(';');
      const [, value = '1'] = /^\s*q\s*=\s*([\d.]+)\s*$/.exec(weight) ?? [];
      return [name.trim(), Number(value)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
