import { dryRunMemory } from './dry-run-memory.ts'
import { lookUps } from './look-ups.ts'
import { quotaShare } from './quota-share.ts'
import { startUp } from './start-up.ts'
import { throughput } from './throughput.ts'

// `npm run bench`: all of it; `npm run bench -- pace` and the like: one part.
const PARTS: Record<string, () => Promise<void>> = {
  throughput,
  pace: quotaShare,
  memory: () => dryRunMemory([10_000, 50_000, 100_000, 200_000, 1_000_000]),
  'look-ups': () => lookUps([20_000, 200_000]),
  'start-up': startUp,
}

const [only] = process.argv.slice(2)
for (const [name, part] of Object.entries(PARTS)) {
  if (only === undefined || only === name) await part()
}
