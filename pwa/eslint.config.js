import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Time, ids and randomness come in as arguments, so that a test can repeat any history. */
const deterministic = [
  'error',
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Use the clock.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the clock.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Use Random.' },
  { selector: "CallExpression[callee.property.name='randomUUID']", message: 'Use ids.' },
  { selector: "CallExpression[callee.property.name='getRandomValues']", message: 'Use Random.' },
];

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, __WAYMARK_VERSION__: 'readonly' } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      // plain anchors are followed by app/router; hrefs are our own paths
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['src/**'], ignores: ['src/app/**', '**/*.test.ts'], rules: { 'no-restricted-syntax': deterministic } },
  {
    // The engine runs without a browser and without Svelte; it knows no feature.
    files: ['src/sync/**', 'src/db/schema.ts', 'src/session/session.ts', 'src/lib/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['svelte', 'svelte/*', '**/features/**', '**/app/**', '**/ui/**'] },
      ],
    },
  },
  {
    files: ['src/ui/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['**/features/**', '**/app/**', '**/sync/**', '**/db/**'] }],
    },
  },
  {
    // The raters’ page is no part of the app and weighs next to nothing; what it borrows comes by main.ts and guard.ts.
    files: ['src/rater/**'],
    ignores: ['**/main.ts', '**/guard.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: ['**/app/**', '**/sync/**', '**/db/**', '**/features/**', '**/i18n/t', '**/i18n/en', '**/i18n/es'],
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'sim/**', '*.config.*'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
);
