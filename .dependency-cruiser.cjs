/**
 * The architecture rules, checked by `npm run lint:architecture`. test/architecture breaks each one.
 *
 *     mock  →  openapi  ←  contracts          test imports all three; nothing imports test
 *
 * Type imports count too.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'mock-not-to-contracts',
      severity: 'error',
      comment: 'The mock and the contracts check each other. Shared code belongs in openapi.',
      from: { path: '^mock/' },
      to: { path: '^contracts/' },
    },
    {
      name: 'contracts-not-to-mock',
      severity: 'error',
      comment: 'A contract rule that uses code of the mock cannot find a fault in that code.',
      from: { path: '^contracts/' },
      to: { path: '^mock/' },
    },
    {
      name: 'openapi-not-to-mock-or-contracts',
      severity: 'error',
      comment: 'The document is the source of truth for both, so it depends on neither.',
      from: { path: '^openapi/' },
      to: { path: '^(mock|contracts)/' },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      comment: 'The package does not contain test/.',
      from: { path: '^(openapi|mock|contracts)/' },
      to: { path: '^test/' },
    },
    {
      name: 'core-not-to-built-ins',
      severity: 'error',
      comment: 'The engine also runs in a service worker, which has no Node built-ins.',
      from: { path: '^mock/core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-not-to-other-packages',
      severity: 'error',
      comment: 'Only packages that run everywhere and do no I/O. Express belongs in mock/hosts.',
      from: { path: '^mock/core/' },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(ipaddr\\.js|re2js|fastest-levenshtein)/',
      },
    },
    {
      name: 'core-not-to-rest-of-mock',
      severity: 'error',
      comment: 'The other modules of the mock depend on the core. They may do I/O; it may not.',
      from: { path: '^mock/core/' },
      to: { path: '^mock/', pathNot: '^mock/core/' },
    },
    {
      name: 'openapi-not-to-built-ins',
      severity: 'error',
      comment: 'The core imports openapi, so openapi must run wherever the core runs.',
      from: { path: '^openapi/', pathNot: '^openapi/generate\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-generator',
      severity: 'error',
      comment: 'They are development scripts. The package does not contain them.',
      from: { path: '^(openapi|mock|contracts)/' },
      to: { path: '^(openapi|mock/seed)/generate\\.ts$' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      comment: 'Users do not install it: list the package under dependencies or peerDependencies.',
      from: {
        path: '^(openapi|mock|contracts)/',
        pathNot: '^(openapi/generate\\.ts$|mock/console/)',
      },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm-peer', 'npm'],
        // The build puts these into dist: see rolldown.config.js.
        pathNot: 'node_modules/(@faker-js/faker|ajv|mqtt|mqtt-packet|selfsigned)/',
      },
    },
    {
      name: 'not-to-console',
      severity: 'error',
      comment: 'The console is a page, bundled for browsers; the mock only serves its files.',
      from: { path: '^(openapi|mock|contracts)/', pathNot: '^mock/console/' },
      to: { path: '^mock/console/' },
    },
    {
      name: 'console-only-to-types',
      severity: 'error',
      comment: 'The page may use types of the mock; code of the mock would be in its bundle.',
      from: { path: '^mock/console/' },
      to: {
        path: '^(openapi|mock)/',
        pathNot: '^mock/console/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      comment: 'Without a line in package.json, the package may be missing after an update.',
      // test/bench has a package.json of its own, and uses packages of the project, too.
      from: { pathNot: '^test/bench/' },
      // dependency-cruiser also reports an optional peer as "npm-no-pkg".
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Merge the two modules, or move what both need into a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'The file imports nothing and nothing imports it: it is dead or misplaced.',
      from: {
        orphan: true,
        pathNot: ['(^|/)\\.[^/]+\\.cjs$', '\\.d\\.ts$', '\\.config\\.(cjs|js|ts)$', '\\.html$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The example of Cypress and the programs of the benchmark import packages that are not installed.
    exclude: {
      path: '^((dist|coverage|reports|\\.stryker-tmp|test/examples/cypress)/|test/bench/.*\\.mjs$)',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
