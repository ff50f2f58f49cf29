/**
 * `npm run size`: the size of an installation of the package with its production dependencies, as
 * `du` reports it, and the number of packages. Fails above the limits. Needs a build and no network:
 * it adds up what is in node_modules.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const LIMITS = { megabytes: 20, packages: 110 } as const;

const root = join(import.meta.dirname, '../..');
/** The console of the mock must stay small. */
const CONSOLE = { folder: join(root, 'dist/mock/console'), megabytes: 1 } as const;

const BLOCK = 4096;
const BYTES_PER_MB = 1_000_000;

const npm = (...args: readonly string[]): string =>
  execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });

/** The disk space of a file, in bytes: whole blocks. */
const blocks = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;

/** The disk space of a folder with all in it, without nested packages. Bytes. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(path) : blocks(statSync(path).size));
    }, BLOCK);
}

interface Packed {
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** The disk space of the package itself. Bytes. */
function ownSize(): number {
  const [packed] = JSON.parse(
    npm('pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'),
  ) as Packed[];
  if (packed === undefined) throw new Error('npm pack lists no package');
  return packed.files.reduce((sum, { size }) => sum + blocks(size), 0);
}

const megabytes = (bytes: number): string => `${(bytes / BYTES_PER_MB).toFixed(1)} MB`;

// `npm ls` also lists what an optional peer dependency would install.
const [, ...installed] = npm('ls', '--all', '--omit=dev', '--omit=peer', '--parseable')
  .trim()
  .split('\n');
const sizes = [
  { name: 'emqx-clients-kit', bytes: ownSize() },
  ...installed.map((folder) => ({
    name: relative(join(root, 'node_modules'), folder) || basename(folder),
    bytes: sizeOf(folder),
  })),
].sort((a, b) => b.bytes - a.bytes);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { name, bytes } of sizes.slice(0, 8))
  console.log(`${megabytes(bytes).padStart(8)} ${name}`);
console.log(
  `${megabytes(total)} in ${sizes.length} packages; limits: ${LIMITS.megabytes} MB, ${LIMITS.packages} packages`,
);
const page = sizeOf(CONSOLE.folder);
console.log(`${megabytes(page)} of it are the console; limit: ${CONSOLE.megabytes} MB`);

const failures = [
  total > LIMITS.megabytes * BYTES_PER_MB && `an installation has more than ${LIMITS.megabytes} MB`,
  sizes.length > LIMITS.packages && `an installation has more than ${LIMITS.packages} packages`,
  page > CONSOLE.megabytes * BYTES_PER_MB && `the console has more than ${CONSOLE.megabytes} MB`,
].filter((failure) => failure !== false);
for (const failure of failures) {
  console.error(`error: ${failure}. Ship less, or bundle a package: see rolldown.config.js.`);
}
if (failures.length > 0) process.exitCode = 1;
