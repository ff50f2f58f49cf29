import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Whoever reads the time or draws a number by itself can not be repeated: both are handed in.
const ownTimeOrChance = {
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

// What a browser's service worker lacks, or what would let the engine act behind its host's back.
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
].map((name) => ({ name, message: 'The core knows no host: have it handed in.' }));

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    'reports/',
    // Generated: `npm run generate -- --check` watches over them.
    'openapi/types.ts',
    'openapi/document.ts',
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
      'no-console': 'error', // output goes through the streams that were handed in
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      // A number reads in a template as it reads in a sentence.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => server.close()` is clear enough where nobody asks for the result.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Of an index that is known to be there, `as Row` says more than `!`, which is not allowed.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `this: void` is how an interface says that its method may be taken off.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // `[...text]` is how one gets the code points, which is what a broker counts.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Client ids may hold any character, and a broker's escapes begin with these.
      'no-control-regex': 'off',
      // An async function may be async for the sake of the interface that it fills.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['mock/{core,seed,scenarios,faults}/**/*.ts'],
    rules: ownTimeOrChance,
  },
  {
    files: ['mock/core/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...hostGlobals] },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A test that reads a row that is not there fails by itself, and says where.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // `expect.any(Number)` in an expected object is an `any` by vitest's own types.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // Benches, gates and helpers run in a terminal.
      'no-console': 'off',
    },
  },
  {
    // Configuration files are plain JavaScript, outside of any tsconfig.
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
);
