import type { Deps } from '../deps.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The proxy through which an encrypted tunnel leads to the platform, as `HTTPS_PROXY` and `NO_PROXY` say, in small letters first, or null:
 * whoever runs it sees neither the key nor what is sent. Plain http is for this machine only, and goes through none. Throws UsageError,
 * which does not show the address: it may hold a password.
 */
export function readProxy(baseUrl: string, env: Deps['env']): URL | null {
  const { protocol, hostname, port } = new URL(baseUrl)
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY'
  const address = env[name]?.trim() ?? ''
  if (protocol !== 'https:' || address === '') return null
  if (isExempt(hostname, port || '443', (env['no_proxy'] || env['NO_PROXY']) ?? '')) return null
  const proxy = URL.parse(address)
  if (proxy === null || !/^https?:$/.test(proxy.protocol) || !isDecodable(proxy)) {
    throw new UsageError(`${name} must be the address of a proxy, like http://proxy.example.com:3128.`)
  }
  return proxy
}

/** As with curl: a name stands for all below it, with a dot in front or without; `*` for everything. */
function isExempt(host: string, port: string, noProxy: string): boolean {
  return noProxy
    .split(/[\s,]+/)
    .map((entry) => /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [])
    .some(
      ([entry, name, onlyPort]) =>
        entry === '*' ||
        (name !== undefined &&
          (host === name || host.endsWith(`.${name}`)) &&
          (onlyPort === undefined || onlyPort === port)),
    )
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return [username, password].map(decodeURIComponent).length > 0
  } catch {
    return false
  }
}
