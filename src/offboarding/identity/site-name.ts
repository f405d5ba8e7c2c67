/** The default path of the API on a site. */
export const USUAL_PATH = '/openapi/v1'

/** Other names of `127.0.0.1`. */
const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '[::1]', '[::ffff:7f00:1]'])

/**
 * The one name of a site, however its address is spelled: the host, plus the port and the path if they are not the default ones.
 * Runs are identified by it, and the users of the last 24 hours are counted by it, so a second name for a site would be a way
 * around the limits. Takes the host and what follows it in an address, or a name that an earlier version gave.
 */
export function siteName(spelling: string): string {
  const [, host = '', port = '', path = ''] = /^(\[[^\]]*\]|[^:/]*)(:\d+)?(.*)$/s.exec(spelling) ?? []
  const name = host.toLowerCase().replace(/\.$/, '')
  return (THIS_MACHINE.has(name) ? '127.0.0.1' : name) + port + pathName(path)
}

function pathName(path: string): string {
  const plain = path.replace(/%[\da-f]{2}/gi, decoded).replace(/\/+/g, '/')
  if (plain === '') return ''
  const trimmed = plain.replace(/\/$/, '')
  return trimmed === USUAL_PATH ? '' : trimmed || '/'
}

/** Decodes an octet that means the same encoded or not: https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
function decoded(octet: string): string {
  const character = String.fromCharCode(parseInt(octet.slice(1), 16))
  return /[\w.~-]/.test(character) ? character : octet.toUpperCase()
}
