import eslint from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'release/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      // Numbers are what messages here are made of; their text form is never a surprise.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An exhaustive switch is how outcomes and answers are handled: a new one must not compile until every place knows it.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
    },
  },
  {
    // The interface of the database is asynchronous, for a ledger on a server; SQLite answers at once.
    files: ['src/ledger/sqlite/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
)
