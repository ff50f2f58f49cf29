import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;

/** npm's codes of a registry that cannot be reached. Anything else is a fault of the lockfile. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E?NETUNREACH|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Installs the packages of test/bench, unless they are there.
 * @returns `false` if the registry cannot be reached.
 * @throws {Error} if they cannot be installed for another reason.
 */
export function installPeers(): boolean {
  if (areInstalled()) return true;
  console.log('Installing the peers in test/bench ...');
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  // npm's own retries would take minutes without a network.
  args.push('--fetch-retries', '1', '--fetch-retry-mintimeout', '1000');
  const { status, stderr, error } = spawnSync('npm', args, {
    cwd: FOLDER,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return true;
  const reason = error?.message ?? stderr.trim();
  if (!UNREACHABLE.test(reason)) {
    throw new Error(`Cannot install the peers: \`npm ci\` in test/bench failed.\n${reason}`);
  }
  return false;
}

/** Whether each package has the version of package.json. */
function areInstalled(): boolean {
  const { dependencies } = manifest(FOLDER) as { dependencies: Record<string, string> };
  return Object.entries(dependencies).every(([name, version]) => {
    const folder = join(FOLDER, 'node_modules', name);
    return existsSync(folder) && manifest(folder).version === version;
  });
}

const manifest = (folder: string): { version?: string } =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: string };
