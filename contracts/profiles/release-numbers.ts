/** The lines of EMQX 4, each with its last patch release: `4.3.22` is the newest of `4.3`. */
export const LINES: Readonly<Record<string, number>> = {
  '4.0': 13,
  '4.1': 5,
  '4.2': 14,
  '4.3': 22,
  '4.4': 19,
};

/** Every release of EMQX 4, in order: 4.0.0, 4.0.1, … 4.4.19. */
export const RELEASES: readonly string[] = Object.entries(LINES).flatMap(([line, last]) =>
  Array.from({ length: last + 1 }, (_, patch) => `${line}.${patch}`),
);

/** The newest release of a line, such as `4.3`. */
export function newestOf(line: string): string | undefined {
  const last = Object.hasOwn(LINES, line) ? LINES[line] : undefined;
  return last === undefined ? undefined : `${line}.${last}`;
}

/** The release that a number or a line means: `4.3.9` itself, `4.3` its newest. */
export const releaseOf = (number: string): string | undefined =>
  RELEASES.includes(number) ? number : newestOf(number);

/** The release with the nearest number: 4.3.22 for 4.3.30, 4.4.19 for 4.5.0. */
export function nearestRelease(number: string): string {
  const place = (text: string): number => {
    const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
    return major * 1e6 + minor * 1e3 + patch;
  };
  const away = (release: string): number => Math.abs(place(release) - place(number));
  return [...RELEASES].sort((one, other) => away(one) - away(other))[0] ?? '';
}

/**
 * Reads releases as tables write them: `4.1.0 to 4.3.11, 4.4.2 on`. A line in place of a release,
 * such as `4.3`, is all of its releases; `on` reaches to the newest release of all.
 */
export function releasesIn(text: string): readonly string[] {
  return text.split(', ').flatMap((span) => {
    const [, first = '', on, last = first] = /^(\S+?)(?: (on)| to (\S+))?$/.exec(span) ?? [];
    const from = RELEASES.indexOf(newestOf(first) === undefined ? first : `${first}.0`);
    const to = RELEASES.indexOf(
      on === undefined ? (releaseOf(last) ?? '') : (RELEASES.at(-1) ?? ''),
    );
    if (from < 0 || to < from) throw new Error(`"${span}" is no range of releases of EMQX 4.`);
    return RELEASES.slice(from, to + 1);
  });
}

/** Writes releases as ranges within their lines: `4.3.13 to 4.3.22, 4.4.2 to 4.4.19`. */
export function rangesText(releases: readonly string[]): string {
  const lineOf = (release: string): string => release.replace(/\.\d+$/, '');
  const ranges: string[][] = [];
  for (const release of RELEASES.filter((each) => releases.includes(each))) {
    const before = RELEASES[RELEASES.indexOf(release) - 1] ?? '';
    const range = ranges.at(-1);
    if (range?.at(-1) === before && lineOf(before) === lineOf(release)) range.push(release);
    else ranges.push([release]);
  }
  return ranges
    .map(([first = '', ...more]) => (more.length === 0 ? first : `${first} to ${more.at(-1)}`))
    .join(', ');
}
