import type { Finding } from '../../../src/cli/check/finding.ts'
import { cli, temporaryFolder, type CliOptions } from '../../support/cli.ts'
import type { WatchedSandbox } from '../../support/sandbox.ts'

export interface Checked {
  exitCode: number
  /** What `--json` printed. */
  json: { schemaVersion: number; exitCode: number; site: string | null; requests: number; checks: Finding[] }
  /** The finding of a check. */
  of: (name: string) => Finding
  stderr: string
}

/** `check` with `--json`, in a new folder unless `argv` names one. */
export async function check(argv: readonly string[], options: CliOptions = {}): Promise<Checked> {
  const out = argv.includes('--out') ? [] : ['--out', temporaryFolder()]
  const { exitCode, stdout, stderr } = await cli(['check', ...argv, ...out, '--json'], options)
  const json = JSON.parse(stdout) as Checked['json']
  const of = (name: string): Finding => {
    const finding = json.checks.find((each) => each.name === name)
    if (finding === undefined) throw new Error(`no finding of ${name}`)
    return finding
  }
  return { exitCode, json, of, stderr }
}

/** `check` of a sandbox with its key. */
export const checkSandbox = (
  { baseUrl, apiKey }: Pick<WatchedSandbox, 'baseUrl' | 'apiKey'>,
  argv: readonly string[] = [],
  options: CliOptions = {},
): Promise<Checked> =>
  check(['--base-url', baseUrl, ...argv], { ...options, env: { KONSTANTLY_API_KEY: apiKey, ...options.env } })
