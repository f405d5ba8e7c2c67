import { EXIT, type ExitCode } from '../exit-code.ts'

/** What is checked, in the order in which it is told. The names are part of `check --json`: they are never changed once released. */
export const CHECKS = {
  node: 'Node.js',
  variables: 'Variables',
  configuration: 'Settings',
  time_zone: 'Time zone',
  folder: 'Folder',
  file_locks: 'File locks',
  disk_space: 'Disk space',
  ledger: 'Ledger',
  site: 'Site',
  api_key: 'API key',
  proxy: 'Proxy',
  connection: 'Connection',
  key_accepted: 'Key accepted',
  rights: 'Rights',
  clock: 'Clock',
  quota: 'Quota',
  users: 'Users',
  attribute: 'Attribute',
  protected_list: 'Protected list',
} as const
export type CheckName = keyof typeof CHECKS

/**
 * `warning`: works, and a person should look at it. `skipped`: could not be checked, because of something else that failed, or because
 * there is nothing to check.
 */
export type Result = 'ok' | 'warning' | 'failed' | 'skipped'

export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/** What came of one check. */
export interface Finding {
  name: CheckName
  result: Result
  /** What was found, in words. */
  found: string
  /** What to do about it, in words; null where there is nothing to do, or where `found` says it. */
  remedy: string | null
  /** What it makes of the command's exit code: 0 unless it failed. */
  exitCode: ExitCode
  /** What was found, as data. */
  facts: Facts
}

export const ok = (name: CheckName, found: string, facts: Facts = {}): Finding => ({
  name,
  result: 'ok',
  found,
  remedy: null,
  exitCode: EXIT.ok,
  facts,
})

export const warning = (
  name: CheckName,
  found: string,
  remedy: string | null,
  facts: Facts = {},
): Finding => ({
  ...ok(name, found, facts),
  result: 'warning',
  remedy,
})

export const skipped = (name: CheckName, found: string, facts: Facts = {}): Finding => ({
  ...ok(name, found, facts),
  result: 'skipped',
})

/** Several checks that could not be made, and why. */
export const skip = (why: string, names: readonly CheckName[]): Finding[] =>
  names.map((name) => skipped(name, why))

/** `exitCode`: 2 unless it is said otherwise. */
export const failed = (
  name: CheckName,
  found: string,
  remedy: string | null,
  { exitCode = EXIT.unusable, facts = {} }: { exitCode?: ExitCode; facts?: Facts } = {},
): Finding => ({ ...ok(name, found, facts), result: 'failed', remedy, exitCode })
