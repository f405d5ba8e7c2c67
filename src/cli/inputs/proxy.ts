import type { Deps } from '../deps.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The proxy for an encrypted tunnel to the platform, or null, according to `HTTPS_PROXY` and `NO_PROXY`; lower-case names win.
 * The proxy's operator sees neither the key nor the requests. Plain http is allowed for this machine only, and uses no proxy.
 * Throws UsageError, which does not show the address, since that may contain a password.
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

/**
 * Whether `NO_PROXY` exempts a host, by curl's rules: a name also covers its subdomains, with or without a leading dot; `*`
 * covers everything.
 */
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
