import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindOfName, planNames } from '../../../src/inbox/names.ts'
import { seededRandom } from '../../../src/sandbox/random.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { dropLedger } from '../../support/ledger.ts'
import { startWork, type Ended } from '../command.ts'
import { startReferee, type Referee } from '../start-referee.ts'
import { fill, mountMemory, type Volume } from '../volume.ts'
import { judgeRound } from './judge.ts'
import { listsFor, type Dropped } from './lists.ts'

export interface Round {
  seed: number
  then: 'plan' | 'run'
  jobs: number
  kills: number
  /** Jobs that ended at once, since another one was at work. */
  turnedAway: number
  /** Jobs that a full volume ended. */
  full: number
  /** Whether the list was replaced. */
  isReplaced: boolean
  wrong: string[]
}

interface Scene {
  referee: Referee
  inbox: string
  out: string
  then: 'plan' | 'run'
  isHurried: boolean
  random: () => number
}

const MAX_JOBS = 60
const VOLUME_KIB = 6 * 1024

/**
 * One round: lists are dropped into an inbox, jobs over it are killed at random moments, alone or two at once, one list is replaced meanwhile,
 * and where volumes may be mounted the one of the inbox is full for a while; until nothing is left to take up. Then it is judged.
 */
export async function inboxRound(seed: number, isHurried = false, mayMount = true): Promise<Round> {
  const random = seededRandom(seed)
  const then = seed % 2 === 0 ? 'run' : 'plan'
  const volume = mayMount && seed % 3 === 0 ? mountMemory(VOLUME_KIB) : null
  const referee = await startReferee({ seed, lost: 0.1 })
  const out = temporaryFolder()
  try {
    const inbox = join(volume?.folder ?? temporaryFolder(), 'inbox')
    mkdirSync(inbox)
    return await play({ referee, inbox, out, then, isHurried, random }, seed, volume)
  } finally {
    await referee.end()
    await dropLedger(out)
    volume?.remove()
  }
}

async function play(scene: Scene, seed: number, volume: Volume | null): Promise<Round> {
  const { referee, inbox, then, random } = scene
  const { lists, replaced, replacement } = listsFor(referee.people)
  for (const { name, bytes } of lists) writeFileSync(join(inbox, name), bytes)
  const round: Round = { seed, then, jobs: 0, kills: 0, turnedAway: 0, full: 0, isReplaced: false, wrong: [] }
  const ballast = volume === null ? null : join(volume.folder, 'ballast')
  const replaceAt = 1 + Math.floor(random() * 4)
  for (let quiet = 0; quiet < 2 && round.jobs < MAX_JOBS;) {
    const isToReplace = !round.isReplaced && round.jobs + 1 >= replaceAt
    const isFull = ballast !== null && random() < 0.3
    if (isFull) fill(ballast, Math.floor(random() * 24))
    const ends = await oneOrTwo(scene, round, isToReplace ? replacement : null, () => {
      if (ballast !== null) rmSync(ballast, { force: true })
    })
    if (isToReplace) round.isReplaced = true
    for (const { code, signal, stderr } of ends) {
      round.jobs += 1
      if (signal !== null) round.kills += 1
      else if (code === 6 && /in use/.test(stderr)) round.turnedAway += 1
      else if (code === 6 && isFull) round.full += 1
      else if (code === 1 || code === null) round.wrong.push(`a job ended with ${code}: ${stderr}`)
    }
    if (then === 'plan') approve(inbox)
    const isQuiet =
      round.isReplaced && ends.every(({ code }) => code !== null && code !== 6) && isEmptied(inbox)
    quiet = isQuiet ? quiet + 1 : 0
  }
  if (round.jobs >= MAX_JOBS) round.wrong.push('it does not come to an end')
  round.wrong.push(...(await judgeRound(scene, [...lists, replacement], replaced)))
  return round
}

/** A job, or two at once. Each may be killed: at a request, at a change of the inbox, or after some time. */
function oneOrTwo(
  scene: Scene,
  { kills }: Round,
  replacement: Dropped | null,
  makeRoom: () => void,
): Promise<Ended[]> {
  const { referee, inbox, out, then, isHurried, random } = scene
  const jobs = Array.from({ length: random() < 0.25 ? 2 : 1 }, () =>
    startWork(referee, ['inbox', inbox, '--then', then, '--settle', '20ms'], { out, isHurried }),
  )
  const kill = (): void => {
    for (const { child } of jobs) child.kill('SIGKILL')
  }
  const calledOff: (() => void)[] = []
  const way = kills > 8 ? 3 : Math.floor(random() * 4)
  const [atRequest, atChange, afterMs] = [random(), random(), random()]
  if (way === 0) referee.at(1 + Math.floor(atRequest * 60), kill)
  if (way === 1) calledOff.push(atChanges(inbox, 1 + Math.floor(atChange * 30), kill))
  if (way === 2) {
    const timer = setTimeout(kill, 200 + afterMs * 1500)
    calledOff.push(() => {
      clearTimeout(timer)
    })
  }
  const replace = replacement === null ? null : saves(inbox, replacement)
  if (replace !== null) calledOff.push(atChanges(inbox, 1 + Math.floor(random() * 10), replace))
  return Promise.all(jobs.map(({ ended }) => ended)).then((ends) => {
    referee.calledOff()
    for (const off of calledOff) off()
    // If the moment has not come, or the volume was full.
    makeRoom()
    replace?.()
    return ends
  })
}

/** Calls `then` once, at the `changes`-th change of the inbox. */
function atChanges(inbox: string, changes: number, then: () => void): () => void {
  let left = changes
  const watcher = watch(inbox, { recursive: true }, () => {
    left -= 1
    if (left === 0) then()
  })
  return () => {
    watcher.close()
  }
}

/** Returns a function that saves a list over another one, as programs do that write beside it first. It does so once; where there is no room, not yet. */
function saves(inbox: string, { name, bytes }: Dropped): () => void {
  let isSaved = false
  return () => {
    if (isSaved) return
    const beside = join(inbox, '.saving.tmp')
    try {
      writeFileSync(beside, bytes)
      renameSync(beside, join(inbox, name))
      isSaved = true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      rmSync(beside, { force: true })
    }
  }
}

/** What a person does: looks at each plan, and moves its list into `approved`. */
function approve(inbox: string): void {
  for (const name of readdirSync(inbox).filter((one) => one.endsWith('.plan.csv'))) {
    const table = readFileSync(join(inbox, name), 'utf8')
    const list = readdirSync(inbox).find((one) => planNames(one).table === name)
    if (list === undefined) continue
    const bytes = readFileSync(join(inbox, list), 'utf8')
    // A plan of the list that was replaced meanwhile.
    if (!table.includes(bytes.split('\n')[1] ?? '')) continue
    renameSync(join(inbox, list), join(inbox, 'approved', list))
  }
}

/** Whether no list is left to take up. */
const isEmptied = (inbox: string): boolean =>
  [inbox, join(inbox, 'approved')].every(
    (folder) => !readdirSync(folder).some((name) => kindOfName(name) === 'list'),
  )
