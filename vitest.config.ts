import { defineConfig } from 'vitest/config'

const jsonReport = process.env['VITEST_JSON']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole runs over real HTTP and child processes take longer than the default 5 s on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
})
