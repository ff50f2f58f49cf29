/** What must be true of the files before a release. Each function returns the problems that it finds. */

/** Stands for the account that publishes the package, until someone does. */
const PLACEHOLDER = /\bOWNER\b/;

/** The newest section of the changelog, with its heading. */
export function newestSection(changelog: string): { heading: string; text: string } {
  const [, section = ''] = changelog.split(/^(?=## )/m);
  const [heading = '', ...lines] = section.split('\n');
  return { heading, text: lines.join('\n').trim() };
}

/** The version, by the file that states it; the newest section of the changelog; the tag. */
export function versionProblems(given: {
  readonly version: string;
  readonly stated: Readonly<Record<string, string | undefined>>;
  readonly changelog: string;
  readonly tag?: string | undefined;
}): string[] {
  const { version, stated, changelog, tag } = given;
  const problems = Object.entries(stated)
    .filter(([, other]) => other !== version)
    .map(([file, other]) => `${file} states the version ${String(other)}, not ${version}`);
  const { heading, text } = newestSection(changelog);
  const expected = `## [${version}] - `;
  if (!heading.startsWith(expected) || !/ \d{4}-\d\d-\d\d$/.test(heading)) {
    problems.push(
      `CHANGELOG.md begins with "${heading}", expected "${expected}" and a date such as 2026-11-30`,
    );
  }
  if (text === '') problems.push(`CHANGELOG.md says nothing about ${version}`);
  if (tag !== undefined && tag !== `v${version}`) {
    problems.push(`the tag is ${tag}, expected v${version}`);
  }
  return problems;
}

/** The lines that still contain the placeholder. */
export function placeholderProblems(
  files: readonly { readonly path: string; readonly text: string }[],
): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        PLACEHOLDER.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      ),
  );
}

/** Files that a package must have, and those that it must not. */
export function contentProblems(files: readonly string[], commands: readonly string[]): string[] {
  const expected = ['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/THIRD-PARTY.txt', ...commands];
  const missing = expected.filter((file) => !files.includes(file));
  const foreign = files.filter(
    (file) =>
      !/^(dist|openapi)\//.test(file) &&
      !/^(LICENSE|(README(\.zh-CN)?|CHANGELOG)\.md|package\.json)$/.test(file),
  );
  return [
    ...missing.map((file) => `the package lacks ${file}`),
    ...foreign.map((file) => `the package contains ${file}`),
  ];
}

/** Vulnerabilities of dependencies that do not reach users of the kit, with the reason. */
const EXPLAINED: Readonly<Record<string, string>> = {};

/**
 * Findings of `npm audit --json` that are not explained.
 * @param packages those that users get: installed, or bundled in dist
 */
export function auditProblems(output: string, packages: ReadonlySet<string>): string[] {
  let report: { vulnerabilities?: Record<string, { severity?: string }>; message?: string };
  try {
    report = JSON.parse(output) as typeof report;
  } catch {
    return ['npm audit gave no answer: the registry may not offer it'];
  }
  if (!report.vulnerabilities)
    return [`npm audit gave no answer: ${report.message ?? 'no reason'}`];
  return Object.entries(report.vulnerabilities)
    .filter(([name]) => packages.has(name) && EXPLAINED[name] === undefined)
    .map(([name, { severity = 'unknown severity' }]) => `${name}: ${severity}`);
}
