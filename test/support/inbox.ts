import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cli, temporaryFolder, type CliOptions, type CliResult } from './cli.ts'
import { person, sandbox, type WatchedSandbox } from './sandbox.ts'

/** What `inbox --json` says of a list. */
export interface TookUp {
  list: string
  is: string
  run: string | null
  exitCode: number
  at: string | null
  why: string | null
}

export interface InboxScene {
  platform: WatchedSandbox
  folder: string
  out: string
  /** A job over the inbox. */
  job: (more?: readonly string[], options?: CliOptions) => Promise<CliResult & { lists: TookUp[] }>
}

/** The first so many user IDs: u1, u2, … */
export const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `u${n + 1}`)
export const listOf = (...of: string[]): string => `id\n${of.join('\n')}\n`
export const entries = (...folder: string[]): string[] => readdirSync(join(...folder)).sort()

/** An empty inbox, and a site with twenty users. */
export async function inboxScene(given?: WatchedSandbox): Promise<InboxScene> {
  const platform = given ?? (await sandbox({ users: ids(20).map((id) => person(id)) }))
  const [folder, out] = [temporaryFolder(), temporaryFolder()]
  const job: InboxScene['job'] = async (more = [], options = {}) => {
    const flags = { '--base-url': platform.baseUrl, '--out': out, '--max-percent': '100' }
    const own = Object.entries(flags).flatMap((flag) => (more.includes(flag[0]) ? [] : flag))
    const result = await cli(['inbox', folder, '--json', ...own, ...more], {
      ...options,
      env: { KONSTANTLY_API_KEY: platform.apiKey, ...options.env },
    })
    const { lists = [] } = (result.stdout === '' ? {} : JSON.parse(result.stdout)) as { lists?: TookUp[] }
    return { ...result, lists }
  }
  return { platform, folder, out, job }
}
