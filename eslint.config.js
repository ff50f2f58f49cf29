import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Code that reads a clock or a random source of its own is not reproducible: it must take both as arguments.
const noOwnClockOrRandom = {
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Take the random source as an argument.' },
    { object: 'Date', property: 'now', message: 'Take the clock as an argument.' },
    { object: 'performance', property: 'now', message: 'Take the clock as an argument.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
      message: '`new Date()` reads the clock: take the clock as an argument.',
    },
    {
      selector: 'CallExpression[callee.name="Date"]',
      message: '`Date()` reads the clock: take the clock as an argument.',
    },
  ],
};

// Globals that a service worker lacks, or with which the engine would do I/O or wait.
const hostGlobals = [
  'process',
  'Buffer',
  'global',
  'require',
  'module',
  '__dirname',
  '__filename',
  'console',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
].map((name) => ({ name, message: 'The core must run in every host: take this as an argument.' }));

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'reports/',
    // Generated; `npm run generate:check` fails when one is out of date.
    'openapi/types.ts',
    'openapi/document.ts',
    'mock/seed/default-families.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error', // commands write to the streams that they are given
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Allows `() => server.close()`.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Its fix is `!`, which is not allowed; `as Row` is.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `this: void` declares that a method may be called without its object.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // `[...text]` gives the code points, which a broker counts.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Client ids may contain control characters.
      'no-control-regex': 'off',
      // A function may be async only because its interface returns a promise.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['mock/{core,seed,scenarios,faults}/**/*.ts'],
    rules: noOwnClockOrRandom,
  },
  {
    files: ['mock/core/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...hostGlobals] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Reading a missing row makes the test fail, which is what it should do.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // vitest types `expect.any(Number)` as `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // Benchmarks and gates run in a terminal.
      'no-console': 'off',
    },
  },
  {
    // Configuration files are JavaScript and in no tsconfig.
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['test/examples/jest/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'expect', 'test'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' }, // it shows require()
  },
);
