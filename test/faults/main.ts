// `npm run test:faults`: a hundred runs, in all modes, each killed until it ends, and tables of figures. FAULTS_SEED repeats the runs
// of a seed, FAULTS_RUNS says how many, FAULTS_LOST which share of all answers is lost; with LEDGER=postgres the ledgers are on a server.
import { oneFolder } from '../support/one-folder.ts'
import { manyRuns } from './many-runs.ts'
import type { Figures } from './run-until-done.ts'
import { serverForLedgers } from './server-for-ledgers.ts'

const USERS = 60

process.once('exit', oneFolder())
process.once('SIGINT', () => process.exit(130))
const removeServer = await serverForLedgers()

const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
const runs = Number(process.env['FAULTS_RUNS'] ?? 100)
const lost = Number(process.env['FAULTS_LOST'] ?? 0.1)
const print = (line: string): void => void process.stdout.write(`${line}\n`)

print(
  `${runs} runs of ${USERS} users, ${lost * 100} % of all answers lost, seeds ${seed} to ${seed + runs - 1}. To repeat one: FAULTS_SEED=<seed> FAULTS_RUNS=1 FAULTS_LOST=${lost}`,
)
let done = 0
const all = await manyRuns(
  { seed, runs, users: USERS, lost, isHurried: false, maxKills: Infinity },
  ({ seed: one, wrong }) => {
    done += 1
    for (const what of wrong) print(`seed ${one}: ${what}`)
    if (done % 10 === 0) print(`${done} of ${runs} runs`)
  },
)

await removeServer()

const COLUMNS = {
  'kills until the run ended': ({ kills }) => kills,
  'of these before the first request': ({ killsAtStart }) => killsAtStart,
  'requests the platform got': ({ requests }) => requests,
  'users it deleted': ({ deleted }) => deleted,
  'changes confirmed without an answer': ({ settled }) => settled,
  seconds: ({ ms }) => ms / 1000,
} satisfies Record<string, (figures: Figures) => number>

print('\n| a run’s | least | median | most | all |\n| --- | ---: | ---: | ---: | ---: |')
for (const [name, of] of Object.entries(COLUMNS)) {
  const values = all.map(of).sort((a, b) => a - b)
  const at = (index: number): string => String(Math.round((values[index] ?? 0) * 10) / 10)
  const sum = Math.round(values.reduce((total, value) => total + value, 0))
  print(`| ${name} | ${at(0)} | ${at(values.length >> 1)} | ${at(values.length - 1)} | ${sum} |`)
}

print('\n| mode | runs | kills | as promised |\n| --- | ---: | ---: | ---: |')
for (const [mode, figures = []] of Object.entries(Object.groupBy(all, (one) => one.mode.name))) {
  const kills = figures.reduce((sum, one) => sum + one.kills, 0)
  const kept = figures.filter((one) => one.wrong.length === 0).length
  print(`| ${mode} | ${figures.length} | ${kills} | ${kept} |`)
}

const wrong = all.filter((figures) => figures.wrong.length > 0)
print(
  `\n${runs - wrong.length} of ${runs} runs as promised${wrong.length > 0 ? `, not: seeds ${wrong.map((figures) => figures.seed).join(', ')}` : ''}`,
)
process.exitCode = wrong.length > 0 ? 1 : 0
