import type { Deps } from './deps.ts'
import { UsageError } from './usage-error.ts'

/** What the environment says about a proxy, by the names everybody uses; in small letters they come first. */
const NAMES = ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'] as const

export type ProxyVariables = Partial<Record<(typeof NAMES)[number], string>>

/**
 * The proxy for https, through which an encrypted tunnel leads to the platform: whoever runs it sees neither the key nor what is sent. Plain
 * http is for this machine only, and goes through none. Throws UsageError, which does not show the address: it may hold a password.
 */
export function readProxy(env: Deps['env']): ProxyVariables {
  const variables = Object.fromEntries(
    NAMES.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value !== undefined && value !== ''),
  ) as ProxyVariables
  for (const name of ['https_proxy', 'HTTPS_PROXY'] as const) {
    const address = variables[name]
    if (address === undefined) continue
    const protocol = URL.parse(address)?.protocol
    if (protocol !== 'http:' && protocol !== 'https:') {
      throw new UsageError(`${name} must be the address of a proxy, like http://proxy.example.com:3128.`)
    }
  }
  return variables
}
