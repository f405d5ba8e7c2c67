import { oneFolder } from '../test/support/one-folder.ts'
import { dryRunMemory } from './dry-run-memory.ts'
import { lookUps } from './look-ups.ts'
import { quotaShare } from './quota-share.ts'
import { intents } from './ledgers/intents.ts'
import { usersASecond } from './ledgers/users-a-second.ts'
import { startUp } from './start-up.ts'
import { TABLE_HEAD, tableRow, type Line } from './support.ts'
import { throughput } from './throughput.ts'

// `npm run bench` runs all parts in a quarter of an hour; `npm run bench -- pace`, for instance, runs one.
const PARTS: Record<string, () => Promise<Line[]>> = {
  throughput,
  intents,
  ledgers: usersASecond,
  pace: quotaShare,
  memory: () => dryRunMemory([10_000, 100_000, 1_000_000]),
  'look-ups': () => lookUps([20_000, 200_000]),
  'start-up': startUp,
}

process.once('exit', oneFolder())
process.once('SIGINT', () => process.exit(130))

const [only] = process.argv.slice(2)
process.stdout.write(TABLE_HEAD)
for (const [name, part] of Object.entries(PARTS)) {
  if (only !== undefined && only !== name) continue
  process.stderr.write(`${name} …\n`)
  for (const line of await part()) process.stdout.write(tableRow(line))
}
