import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Where ledgers are on a server nothing is tried that only a file can meet, and elsewhere nothing that only a server can. */
const ELSEWHERE = process.env['LEDGER'] === 'postgres' ? 'test/ledger/sqlite/**' : 'test/faults/postgres/**'

const jsonReport = process.env['VITEST_JSON']

/** Tests that start no process of the tool and no run of it. */
const UNIT = [
  'test/{archive,batch,deploy,files,fixtures,inbox,konstantly,leavers,ledger,logging,monitoring,offboarding,report,sandbox}/**/*.test.ts',
  'test/house.test.ts',
]

/** Lanes begin in the order of their names: those first that take longest and wait most. */
const lane = (name: string, include: string[], exclude: string[] = []): TestProjectConfiguration => ({
  extends: true,
  test: { name, include, exclude },
})

export default defineConfig({
  test: {
    projects: [
      lane('processes', ['test/faults/**/*.test.ts', 'test/*.test.ts'], [...UNIT, ELSEWHERE]),
      lane('runs', ['test/{cli,docs,stories}/**/*.test.ts']),
      lane('unit', UNIT, [ELSEWHERE]),
    ],
    // Nothing in the tool is kept in a module, so files can share a worker, and load it once.
    isolate: false,
    // All temporary files are in one folder, which goes with the last test.
    globalSetup: 'test/support/global-setup.ts',
    // Half of them wait: for a back-off, a process, a disk.
    maxWorkers: 2 * availableParallelism(),
    // Only ends what hangs: some tests start dozens of processes, each of which takes seconds on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: jsonReport === undefined ? ['default'] : ['default', ['json', { outputFile: jsonReport }]],
  },
})
