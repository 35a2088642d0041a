import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** Which folder of src may import which others; test/architecture.test.ts holds the same file. */
const ARROWS = JSON.parse(readFileSync(new URL('packaging/arrows.json', import.meta.url), 'utf8'));

const arrowRules = Object.entries(ARROWS).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(ARROWS)
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({ regex: `^(\\.\\./)+${other}/`, message: `${folder} may not import ${other}` })),
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'dist',
      'dist-test',
      'node_modules',
      'coverage',
      'packaging',
      'fixtures',
      'examples',
      // Run as they stand, against the build.
      'test/**/*.mjs',
      '*.js',
      '*.config.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './tsconfig.ui.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // There are none, so that nothing need be asked about each assignment: that takes a quarter of all the time.
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'a union of strings says the same' }],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/domain/time.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Date', message: 'only src/domain/time.ts touches Date' }],
    },
  },
  ...arrowRules,
);
