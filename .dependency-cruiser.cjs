/**
 * The architecture rules, checked by `npm run lint:architecture`; test/architecture proves that each can fail.
 *
 *     mock  →  openapi  ←  contracts          test sees all; nothing sees test
 *
 * Type imports count: what is known only as a type is still known.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'mock-knows-no-contracts',
      severity: 'error',
      comment: 'The mock and the contracts check each other; what they share lives in openapi.',
      from: { path: '^mock/' },
      to: { path: '^contracts/' },
    },
    {
      name: 'contracts-know-no-mock',
      severity: 'error',
      comment:
        'A rule that borrows from the mock would only prove that the mock agrees with itself.',
      from: { path: '^contracts/' },
      to: { path: '^mock/' },
    },
    {
      name: 'openapi-knows-nobody',
      severity: 'error',
      comment: 'The document is the source of truth: it depends on neither house.',
      from: { path: '^openapi/' },
      to: { path: '^(mock|contracts)/' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      comment: 'Tests see everything; nothing that is shipped sees a test.',
      from: { path: '^(openapi|mock|contracts)/' },
      to: { path: '^test/' },
    },
    {
      name: 'core-has-no-built-ins',
      severity: 'error',
      comment: 'The engine also runs in a service worker: files, sockets and clocks are handed in.',
      from: { path: '^mock/core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-has-few-packages',
      severity: 'error',
      comment: 'Only packages that run anywhere and do no I/O. Express is a host, not the core.',
      from: { path: '^mock/core/' },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(ipaddr\\.js|re2js|fastest-levenshtein)/',
      },
    },
    {
      name: 'core-stays-inside',
      severity: 'error',
      comment: 'Rooms around the core depend on it, not the other way: else it reaches their I/O.',
      from: { path: '^mock/core/' },
      to: { path: '^mock/', pathNot: '^mock/core/' },
    },
    {
      name: 'openapi-has-no-built-ins',
      severity: 'error',
      comment: 'The core imports openapi, so openapi has to run where the core runs.',
      from: { path: '^openapi/', pathNot: '^openapi/generate\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'generator-is-a-tool',
      severity: 'error',
      comment: 'openapi/generate.ts is run by developers and is not shipped.',
      from: { path: '^(openapi|mock|contracts)/' },
      to: { path: '^openapi/generate\\.ts$' },
    },
    {
      name: 'shipped-code-has-no-dev-dependencies',
      severity: 'error',
      comment: 'A user does not have them: list the package under dependencies, or as a peer.',
      from: { path: '^(openapi|mock|contracts)/', pathNot: '^openapi/generate\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer', 'npm'] },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment: 'A package that only happens to be in node_modules may be gone tomorrow.',
      from: {},
      // Of an optional peer the checker says "npm-no-pkg" too, for its line in peerDependenciesMeta.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two modules that need each other are one module, or hide a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody imports it and it imports nobody: it is dead, or misplaced.',
      from: {
        orphan: true,
        pathNot: ['(^|/)\\.[^/]+\\.cjs$', '\\.d\\.ts$', '\\.config\\.(js|ts)$', '\\.html$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|reports|\\.stryker-tmp)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
