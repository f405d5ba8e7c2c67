// `npm run test:faults:postgres`: a hundred rounds of what happens to a ledger on a PostgreSQL server, and tables of figures. FAULTS_SEED
// repeats the rounds of a seed, FAULTS_RUNS says how many, FAULTS_KIND which kind alone.
import { oneFolder } from '../../support/one-folder.ts'
import { PostgresServer } from '../../support/postgres.ts'
import { MODES } from '../mode.ts'
import { kindOf, play } from './play.ts'
import { KINDS, type Kind, type Played } from './played.ts'

const SIZES = { users: 60, workers: 20, times: 4, modes: MODES }
/** Rounds side by side, each with a server of its own. */
const AT_A_TIME = 3

process.once('exit', oneFolder())
process.once('SIGINT', () => process.exit(130))

const first = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
const rounds = Number(process.env['FAULTS_RUNS'] ?? 100)
const only = process.env['FAULTS_KIND'] as Kind | undefined
const print = (line: string): void => void process.stdout.write(`${line}\n`)

print(
  `${rounds} rounds, seeds ${first} to ${first + rounds - 1}. To repeat one: FAULTS_SEED=<seed> FAULTS_RUNS=1`,
)
const all: Played[] = []
let next = first
async function lane(): Promise<void> {
  const server = await PostgresServer.start({ isDurable: true })
  if (server === null) throw new Error('There is no PostgreSQL on this machine: apt-get install postgresql')
  while (next < first + rounds) {
    const seed = next
    next += 1
    const round = await play(only ?? kindOf(seed), seed, server, SIZES)
    all.push(round)
    for (const what of round.wrong) print(`seed ${seed}, ${round.kind}, ${round.mode}: ${what}`)
    if (all.length % 10 === 0) print(`${all.length} of ${rounds} rounds`)
  }
  await server.remove()
}
await Promise.all(Array.from({ length: Math.min(AT_A_TIME, rounds) }, lane))

const sum = (of: 'disturbed' | 'requests' | 'deleted', some: readonly Played[]): number =>
  some.reduce((total, one) => total + one[of], 0)
const isKept = ({ wrong }: Played): boolean => wrong.length === 0
/** Least, median and most, with so many digits. */
function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number): string => sorted[index]?.toFixed(digits) ?? '–'
  return `${at(0)} | ${at(sorted.length >> 1)} | ${at(sorted.length - 1)}`
}

print('\n| what happens | rounds | times | requests | deleted | seconds, median | as promised |')
print('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const [kind, words] of Object.entries(KINDS)) {
  const some = all.filter((one) => one.kind === kind)
  const seconds = spread(
    some.map(({ ms }) => ms / 1000),
    1,
  ).split(' | ')[1]
  const cells = [sum('disturbed', some), sum('requests', some), sum('deleted', some), seconds]
  print(`| ${words} | ${some.length} | ${cells.join(' | ')} | ${some.filter(isKept).length} |`)
}

print('\n| | times | least | median | most |\n| --- | ---: | ---: | ---: | ---: |')
const lockMs = all.flatMap((one) => one.lockMs)
print(`| milliseconds from SIGKILL until the site is free | ${lockMs.length} | ${spread(lockMs, 1)} |`)
const late = all.flatMap((one) => one.late ?? [])
print(`| changes sent by a process that woke when all was done | ${late.length} | ${spread(late, 0)} |`)

const wrong = all.filter((round) => !isKept(round))
print(
  `\n${all.length - wrong.length} of ${rounds} rounds as promised${wrong.length > 0 ? `, not: seeds ${wrong.map(({ seed }) => seed).join(', ')}` : ''}`,
)
process.exitCode = wrong.length > 0 ? 1 : 0
