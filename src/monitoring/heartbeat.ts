import { isSuccess } from './command-end.ts'

/**
 * The address to ping: that of the check itself for a success, `/start` under it when a job starts, and `/<exit code>` when it failed. What
 * stands behind a `?` stays there.
 * https://healthchecks.io/docs/http_api/
 */
export function pingAddress(check: URL, signal: 'start' | { exitCode: number }): URL {
  if (signal !== 'start' && isSuccess(signal.exitCode)) return check
  const address = new URL(check)
  address.pathname = `${check.pathname.replace(/\/$/, '')}/${signal === 'start' ? signal : signal.exitCode}`
  return address
}
