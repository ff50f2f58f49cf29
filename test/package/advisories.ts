/**
 * Advisories of packages that users get, with the first version without the fault. `npm audit` knows
 * more and newer ones, but not every registry offers it; and it does not see what dist contains.
 * Compiled from the GitHub Advisory Database on 2026-11-28.
 */

interface Advisory {
  readonly name: string;
  /** The first fixed version of the major version that is shipped. */
  readonly fixed: string;
  readonly ids: readonly string[];
}

export const ADVISORIES: readonly Advisory[] = [
  { name: 'ajv', fixed: '8.18.0', ids: ['CVE-2025-69873'] },
  { name: 'body-parser', fixed: '2.3.0', ids: ['GHSA-wqch-xfxh-vrr4'] },
  {
    name: 'fast-uri',
    fixed: '3.1.7',
    ids: ['CVE-2026-6321', 'CVE-2026-6322', 'GHSA-v2hh-gcrm-f6hx', 'GHSA-4c8g-83qw-93j6'].concat(
      ['GHSA-f65p-4m7j-42xc', 'GHSA-jqff-g426-hqxp', 'GHSA-fph4-wmhf-6fwf'],
      ['GHSA-5jgf-p345-68v8', 'CVE-2026-84292', 'CVE-2026-84394'],
    ),
  },
  { name: 'ip-address', fixed: '10.3.1', ids: ['GHSA-v2v4-37r5-5v8g'] },
  { name: 'path-to-regexp', fixed: '8.4.0', ids: ['CVE-2026-4923', 'CVE-2026-4926'] },
  {
    name: 'qs',
    fixed: '6.16.0',
    ids: ['GHSA-6rw7-vpxm-498p', 'CVE-2026-2391', 'GHSA-x5fp-wj9c-mxmx', 'GHSA-4mjr-xmp4-gh2g'],
  },
  // Its bundle contains DOMPurify: 3.4.11 and newer are fixed.
  { name: 'swagger-ui-dist', fixed: '5.32.13', ids: ['CVE-2026-65898', 'CVE-2026-65902'] },
  {
    name: 'undici',
    fixed: '7.29.0',
    ids: ['CVE-2026-12151', 'CVE-2026-9679', 'CVE-2026-11525', 'CVE-2026-6733'].concat(
      ['GHSA-vmh5-mc38-953g', 'GHSA-hm92-r4w5-c3mj', 'GHSA-pr7r-676h-xcf6'],
      ['GHSA-8xcm-r25x-g524', 'GHSA-m8rv-5g2x-5cg5', 'GHSA-v3r7-h72x-cjcm'],
    ),
  },
  { name: 'ws', fixed: '8.21.0', ids: ['GHSA-96hv-2xvq-fx4p', 'GHSA-58qx-3vcg-4xpx'] },
  { name: 'yaml', fixed: '2.8.3', ids: ['CVE-2026-33532'] },
];

/** Packages that are older than the fix of an advisory. */
export function advisoryProblems(
  shipped: readonly { readonly name: string; readonly version: string }[],
): string[] {
  const isOlder = (version: string, fixed: string): boolean =>
    version.localeCompare(fixed, 'en', { numeric: true }) < 0;
  return shipped.flatMap(({ name, version }) =>
    ADVISORIES.filter((advisory) => advisory.name === name && isOlder(version, advisory.fixed)).map(
      ({ fixed, ids }) => `${name} ${version}: update to ${fixed} or newer (${ids.join(', ')})`,
    ),
  );
}
