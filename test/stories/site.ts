import { expect } from 'vitest'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { cli, runAgainst, signals, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import type { LeapingClock } from '../support/leaping-clock.ts'
import { inPlaceOf } from '../support/nock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// The site of the stories, and how they are told: through the command line and over real HTTP.

export const people = makePeople(200, 11)
/** Whoever may be offboarded. */
export const learners = people.filter(
  ({ role, isExpert, isBanned }) => role.alias === 'learner' && !isExpert && !isBanned,
)
/** One of those who may be offboarded. */
export const person = (index: number): Person => learners[index] as Person

/** Everybody on the site, to compare with later. */
export const snapshot = ({ site }: WatchedSandbox): string => JSON.stringify(site.people())

/** What results say in one of the columns that the tool adds. */
export const column = (rows: Record<string, string>[], name: string): (string | undefined)[] =>
  rows.map((row) => row[`offboard_${name}`])

export const csv = (header: string, rows: readonly (readonly string[])[]): string =>
  `${[header, ...rows.map((cells) => cells.join(','))].join('\n')}\n`

/** As HR and IT run it: every guard where it is by default. */
export const GUARDED = ['--max-percent', '20']

/** Lets the site's users be read one by one only, until that is undone. */
export function withoutPages(platform: WatchedSandbox): () => void {
  const { scope, path, undo } = inPlaceOf(platform)
  scope.persist().get(`${path}/users?offset=0`).reply(400, { status: 400, message: 'no' })
  return undo
}

/** A site whose first deletion is not carried out, and where the run is told to stop then. */
export async function interruptedAtDeletion(): Promise<{
  platform: WatchedSandbox
  deps: ReturnType<typeof signals>['deps']
}> {
  const { deps, send } = signals()
  let isFirst = true
  const platform = await sandbox({
    users: people,
    fault: ({ method }) => {
      if (!isFirst || method !== 'DELETE') return null
      isFirst = false
      send('SIGTERM')
      return 'unavailable'
    },
  })
  return { platform, deps }
}

/** Runs a list that must not touch anybody, and returns what was said about it. */
export async function mustNotTouch(
  text: string,
  flags: readonly string[] = GUARDED,
  platform?: WatchedSandbox,
): Promise<CliResult & { rows: Record<string, string>[]; platform: WatchedSandbox }> {
  const site = platform ?? (await sandbox({ users: people }))
  const before = snapshot(site)
  const out = temporaryFolder()
  const result = await runAgainst(site, writeList(out, text), out, flags)
  expect(snapshot(site)).toBe(before)
  expect(changes(site)).toEqual([])
  return { ...result, platform: site }
}

/** Plans a list, and returns the plan's name as well; empty where there is none. */
export async function plan(
  platform: WatchedSandbox,
  out: string,
  list: string,
  clock?: LeapingClock,
  flags: readonly string[] = [],
): Promise<CliResult & { run: string }> {
  const argv = ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--json', ...GUARDED, ...flags]
  const result = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey }, ...(clock && { clock }) })
  return { ...result, run: result.stdout === '' ? '' : (JSON.parse(result.stdout) as { run: string }).run }
}

/** Carries out the plan of that name. */
export function carryOut(
  platform: WatchedSandbox,
  out: string,
  run: string,
  more: readonly string[] = [],
  clock?: LeapingClock,
  deps?: ReturnType<typeof signals>['deps'],
): Promise<CliResult> {
  const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, '--yes', '--json']
  return cli([...argv, ...GUARDED, ...more], {
    env: { KONSTANTLY_API_KEY: platform.apiKey },
    ...(clock && { clock }),
    ...(deps && { deps }),
  })
}
