import { spawn } from 'node:child_process'
import { once } from 'node:events'

type Env = Readonly<Record<string, string | undefined>>

/**
 * The program of each platform that opens an address, and what is given to it. No shell reads the address, and it begins with its scheme, so
 * nothing in it is a command or an option. That is why Windows does not get `start`, which is a command of its shell.
 */
export function openerOf(url: string, platform: string): readonly [program: string, ...given: string[]] {
  if (platform === 'darwin') return ['open', url]
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', url]
  return ['xdg-open', url]
}

/** The environment of a browser: without our own variables, one of which holds the API key. */
export const withoutOurs = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^konstantly_/i.test(name)))

/** How long an opener has to say that it cannot, in milliseconds. Some stay for as long as the browser does. */
const PATIENCE = 2_000

/** Opens an address with the browser, which goes on when this process ends. Resolves with why that did not go, or null. */
export async function openUrl(url: string, platform: string, env: Env): Promise<string | null> {
  const [program, ...given] = openerOf(url, platform)
  const opener = spawn(program, given, { detached: true, stdio: 'ignore', env: withoutOurs(env) })
  try {
    const [code] = (await once(opener, 'exit', { signal: AbortSignal.timeout(PATIENCE) })) as [number | null]
    return code === 0 ? null : `${program} ended with ${code === null ? 'a signal' : `exit code ${code}`}`
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return null
    return error instanceof Error ? error.message : String(error)
  } finally {
    opener.unref()
  }
}
