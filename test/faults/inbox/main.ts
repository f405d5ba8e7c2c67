// `npm run test:faults:inbox`: a hundred rounds of an inbox whose jobs are killed until nothing is left to take up, and a table of figures.
// FAULTS_SEED repeats the rounds of a seed, FAULTS_RUNS says how many; with LEDGER=postgres the ledgers are on a server.
import { oneFolder } from '../../support/one-folder.ts'
import { serverForLedgers } from '../server-for-ledgers.ts'
import { canMount, mountMemory } from '../volume.ts'
import { manyRounds } from './many-rounds.ts'
import type { Round } from './round.ts'

process.once('exit', oneFolder())
process.once('SIGINT', () => process.exit(130))
const removeServer = await serverForLedgers()

const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
const rounds = Number(process.env['FAULTS_RUNS'] ?? 100)
const print = (line: string): void => void process.stdout.write(`${line}\n`)

print(
  `${rounds} rounds, seeds ${seed} to ${seed + rounds - 1}. To repeat one: FAULTS_SEED=<seed> FAULTS_RUNS=1`,
)
const mayMount = canMount(() => mountMemory(64), 'an inbox on a full volume')
let done = 0
const all = await manyRounds({ seed, rounds, isHurried: true, mayMount }, ({ seed: one, wrong }) => {
  done += 1
  for (const what of wrong) print(`seed ${one}: ${what}`)
  if (done % 10 === 0) print(`${done} of ${rounds} rounds`)
})
await removeServer()

const COLUMNS = {
  jobs: ({ jobs }) => jobs,
  'killed at a random moment': ({ kills }) => kills,
  'turned away by another job': ({ turnedAway }) => turnedAway,
  'ended by a full volume': ({ full }) => full,
} satisfies Record<string, (round: Round) => number>

print('\n| | least | median | most | all |\n| --- | ---: | ---: | ---: | ---: |')
for (const [name, of] of Object.entries(COLUMNS)) {
  const values = all.map(of).sort((a, b) => a - b)
  const at = (index: number): string => String(values[index] ?? 0)
  const sum = values.reduce((total, value) => total + value, 0)
  print(`| ${name} | ${at(0)} | ${at(values.length >> 1)} | ${at(values.length - 1)} | ${sum} |`)
}
const wrong = all.filter((round) => round.wrong.length > 0)
print(
  `\n${rounds - wrong.length} of ${rounds} rounds as promised${wrong.length > 0 ? `, not: seeds ${wrong.map((round) => round.seed).join(', ')}` : ''}`,
)
process.exitCode = wrong.length > 0 ? 1 : 0
