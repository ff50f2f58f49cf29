/** The release lines of EMQX 4, oldest first, with the last patch of each: 78 releases. */
const LAST_PATCH = { '4.0': 13, '4.1': 5, '4.2': 14, '4.3': 22, '4.4': 19 } as const;

/** E.g. `4.3`. */
export type Line = keyof typeof LAST_PATCH;

/** The numbers from 0 to `Last`. */
type UpTo<Last extends number, Seen extends readonly number[] = []> = Seen['length'] extends Last
  ? Seen['length'] | Seen[number]
  : UpTo<Last, readonly [...Seen, Seen['length']]>;

/** E.g. `4.3.22`. */
export type Release = { [L in Line]: `${L}.${UpTo<(typeof LAST_PATCH)[L]>}` }[Line];

/** `documented`, a release of EMQX (`emqx-4.3.9`), or a line (`emqx-4.3`: its newest release). */
export type DialectName = 'documented' | `emqx-${Line}` | `emqx-${Release}`;

export const LINES = Object.keys(LAST_PATCH) as readonly Line[];

const releaseOf = (line: Line, patch: number): Release => `${line}.${patch}` as Release;

export const releasesOf = (line: Line): readonly Release[] =>
  Array.from({ length: LAST_PATCH[line] + 1 }, (_, patch) => releaseOf(line, patch));

/** Every release, in the order of its number. */
export const RELEASES: readonly Release[] = LINES.flatMap(releasesOf);

export const newestOf = (line: Line): Release => releaseOf(line, LAST_PATCH[line]);

/** What the nodes of the documents' broker report: the documents name no release. */
export const DOCUMENTED_RELEASE = newestOf(LINES.at(-1) as Line);

export const DIALECT_NAMES: readonly DialectName[] = [
  'documented',
  ...LINES.map((line): DialectName => `emqx-${line}`),
  ...RELEASES.map((release): DialectName => `emqx-${release}`),
];

/** How a message lists the names without listing all of them. */
export const DIALECTS_SHOWN = `documented, ${LINES.map(
  (line) => `emqx-${line}.0 to emqx-${newestOf(line)}`,
).join(', ')}, or a line such as emqx-${LINES.at(-1)}`;

const NAMES: ReadonlySet<string> = new Set(DIALECT_NAMES);

export const isDialectName = (name: unknown): name is DialectName =>
  typeof name === 'string' && NAMES.has(name);

/** The release that a name stands for; `undefined` for `documented`. */
export function releaseNamed(name: DialectName): Release | undefined {
  if (name === 'documented') return undefined;
  const number = name.slice('emqx-'.length);
  return isLine(number) ? newestOf(number) : (number as Release);
}

/**
 * Reads a release as people type it: `4.3.9`, `emqx-4.3.9`, `v4.3.9` or `4.3`.
 * @returns `undefined` if it never existed.
 */
export function readRelease(text: string): Release | undefined {
  const name = `emqx-${text.replace(/^(?:emqx-|v)/i, '')}`;
  return isDialectName(name) ? releaseNamed(name) : undefined;
}

/** The dialect that a wrong name is closest to by its numbers. */
export function nearestDialect(text: string): DialectName {
  const [, major, minor = '', patch = ''] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text) ?? [];
  if (major === undefined) return 'documented';
  const oldest = LINES[0] as Line;
  const newest = LINES.at(-1) as Line;
  const [generation] = oldest.split('.');
  const asked = `${major}.${minor}`;
  const isOlder = Number(major) < Number(generation);
  const line = isLine(asked) ? asked : isOlder ? oldest : newest;
  if (isOlder) return `emqx-${releaseOf(oldest, 0)}`;
  if (patch === '' && line === asked) return `emqx-${line}`;
  const last = LAST_PATCH[line];
  return `emqx-${releaseOf(line, line === asked ? Math.min(Number(patch), last) : last)}`;
}

/** The release that a wrong name is closest to by its numbers; without any, the newest. */
export const nearestRelease = (text: string): Release =>
  releaseNamed(nearestDialect(text)) ?? newestOf(LINES.at(-1) as Line);

const isLine = (text: string): text is Line => Object.hasOwn(LAST_PATCH, text);

/** A step in the history of a behaviour: the first release of each line that has it. */
export type Since = readonly [Release, ...Release[]];

/**
 * Whether a release is at or after a step. A line that the step does not list has it if the line
 * began later than those that it lists: 4.4.0 branched off behind 4.3.12.
 */
export function isSince(release: Release, since: Since): boolean {
  const [line, patch] = split(release);
  const own = since.map(split).find(([other]) => other === line);
  if (own) return patch >= own[1];
  return since.every((first) => LINES.indexOf(split(first)[0]) < LINES.indexOf(line));
}

export function split(release: Release): [line: Line, patch: number] {
  const at = release.lastIndexOf('.');
  return [release.slice(0, at) as Line, Number(release.slice(at + 1))];
}
