import type { ApiClient } from '../http/api-client.js';
import { newestOf, releaseOf } from '../profiles/release-numbers.js';
import { BrokenAnswer, messageOf, NoAnswer } from '../shared/errors.js';
import { isJsonObject } from '../shared/json.js';

/** What a broker says about itself. */
export interface StatedVersion {
  /** Its description, e.g. `EMQ X Broker`, where it sends one. */
  readonly product?: string;
  /** Each once; several in a cluster of different releases. */
  readonly versions: readonly string[];
  /** The request that was answered. */
  readonly source: string;
}

/** Reads the version from `GET /brokers`, or else `GET /nodes`; returns why it cannot. */
export async function readStatedVersion(
  api: ApiClient,
): Promise<StatedVersion | { readonly problem: string }> {
  const problems: string[] = [];
  for (const path of ['/brokers', '/nodes']) {
    const source = `GET ${path}`;
    try {
      const { json, response } = await api.send({ path });
      const data = isJsonObject(json) && json['code'] === 0 ? json['data'] : undefined;
      const nodes = Array.isArray(data) ? data.filter(isJsonObject) : [];
      const text = (member: string): readonly string[] =>
        nodes.map((node) => node[member]).filter((value) => typeof value === 'string');
      const versions = [...new Set(text('version'))];
      const [product] = text('sysdescr');
      if (response.status === 200 && versions.length > 0) {
        return { ...(product !== undefined && { product }), versions, source };
      }
      problems.push(`${source} is answered with HTTP ${response.status} and no version`);
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof BrokenAnswer)) throw error;
      problems.push(messageOf(error).replace(/\.$/, ''));
    }
  }
  return { problem: problems.join('; ') };
}

/** The release of EMQX 4 that a version means. */
export interface KnownRelease {
  readonly release: string;
  /** The version is newer than every release of its line that the kit knows. */
  readonly isNewer: boolean;
}

/** `undefined` for another product, such as EMQX Enterprise, which has numbers of its own. */
export function knownReleaseOf(version: string, product = 'EMQX'): KnownRelease | undefined {
  const [, number = '', line = ''] = /^v?((4\.\d+)\.\d+)(?![\d.])/.exec(version) ?? [];
  if (!/^EMQ ?X\b/i.test(product) || /enterprise/i.test(product)) return undefined;
  const release = releaseOf(number);
  if (release !== undefined) return { release, isNewer: false };
  const newest = newestOf(line);
  return newest === undefined ? undefined : { release: newest, isNewer: true };
}
