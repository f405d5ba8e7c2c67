import { formatFor, type FormatName } from '../../monitoring/notifications/formats/names.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import type { Deps } from '../deps.ts'
import type { FlagValues } from '../flags/flag.ts'
import { monitoringFlags, notifyAheadFlag } from '../flags/monitoring-flags.ts'
import { readFlags } from '../flags/read-flags.ts'
import { refuseDebugging } from '../inputs/connection.ts'
import { readKeyFile } from '../inputs/key-file.ts'
import { readProxy } from '../inputs/proxy.ts'
import { UsageError } from '../usage-error.ts'

/** An address that is a secret, and the proxy that leads there, or null. */
export interface Receiver {
  address: URL
  proxy: URL | null
}

/** Who is told of a command, and how. */
export interface MonitoringSettings {
  /** `secret`: what the messages are signed with. `aheadMs`: how far to look ahead for users who are due. Both null for not at all. */
  notify: (Receiver & { format: FormatName; secret: string | null; aheadMs: number | null }) | null
  heartbeat: Receiver | null
  metricsFile: string | null
  /** Warnings about the files that hold secrets. */
  warnings: readonly string[]
}

type Flags = FlagValues<typeof monitoringFlags & typeof notifyAheadFlag>

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
/** In characters. A shorter secret could be guessed from one message. */
const MIN_SECRET = 16
const ABOUT_NOTIFY = ['notify-format', 'notify-secret-file', 'notify-ahead'] as const

/** Reads who is told. Throws UsageError, which shows no address and no secret. */
export function readMonitoring(parsed: Readonly<Record<string, unknown>>, deps: Deps): MonitoringSettings {
  const flags = readFlags({ ...monitoringFlags, ...notifyAheadFlag }, parsed, deps)
  const { env } = deps
  const warnings: string[] = []
  const notify = readReceiver('notify', flags, env, warnings)
  const heartbeat = readReceiver('heartbeat', flags, env, warnings)
  if (notify !== null || heartbeat !== null) refuseDebugging(env)
  const pointless = ABOUT_NOTIFY.find((name) => parsed[name] !== undefined)
  if (notify === null && pointless !== undefined)
    throw new UsageError(`--${pointless} is about what --notify posts: give that, too.`)
  return {
    notify: notify && {
      ...notify,
      format: flags['notify-format'] ?? formatFor(notify.address),
      secret: readSecret(flags, env, warnings),
      aheadMs: flags['notify-ahead'],
    },
    heartbeat,
    metricsFile: flags['metrics-file'] ?? null,
    warnings,
  }
}

function readReceiver(
  name: 'notify' | 'heartbeat',
  flags: Flags,
  env: Deps['env'],
  warnings: string[],
): Receiver | null {
  const given = flags[name]
  const path = flags[`${name}-file`]
  if (given !== undefined && path !== undefined)
    throw new UsageError(
      `--${name} and --${name}-file both hold an address, be it as variables; give one of them.`,
    )
  if (path === undefined) return given === undefined ? null : receiverAt(given, `--${name}`, env)
  const { text, warning } = readKeyFile(path, `--${name} address`)
  if (warning !== null) warnings.push(warning)
  return receiverAt(text, `--${name}-file ${path}`, env)
}

/** Throws UsageError, which does not show the address: whoever has it can post. */
function receiverAt(text: string, source: string, env: Deps['env']): Receiver {
  const address = URL.parse(text.trim())
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new UsageError(
      `${source} does not hold an address that begins with https://. It is a secret, so it is not shown here.`,
    )
  }
  if (address.protocol === 'http:' && !LOOPBACK.test(address.hostname)) {
    throw new UsageError(
      `${source} must hold an address that begins with https: plain http is accepted for this machine only.`,
    )
  }
  return { address, proxy: readProxy(address.href, env) }
}

/** The secret to sign with, or null for none. Throws UsageError, which does not show it. */
function readSecret(flags: Flags, env: Deps['env'], warnings: string[]): string | null {
  const path = flags['notify-secret-file']
  const variable = env['KONSTANTLY_NOTIFY_SECRET'] ?? ''
  if (path !== undefined && variable !== '')
    throw new UsageError(
      '--notify-secret-file and KONSTANTLY_NOTIFY_SECRET both hold a secret; give one of them.',
    )
  if (path === undefined && variable === '') return null
  const { text, warning } =
    path === undefined ? { text: variable, warning: null } : readKeyFile(path, '--notify secret')
  if (warning !== null) warnings.push(warning)
  const secret = text.trim()
  if (secret.length >= MIN_SECRET) return secret
  throw new UsageError(
    `${path ?? 'KONSTANTLY_NOTIFY_SECRET'} holds no secret of at least ${MIN_SECRET} characters. Make one: openssl rand -hex 32`,
  )
}

/** All texts that must not be written anywhere. */
export const secretsOf = ({ notify, heartbeat }: MonitoringSettings): string[] => [
  ...[notify, heartbeat].flatMap((receiver) => (receiver === null ? [] : secretParts(receiver.address))),
  ...(notify?.secret ? [notify.secret] : []),
]

/** The address as a whole, and what of it a library may show alone. */
const secretParts = (address: URL): string[] => [
  ...[address.href, address.pathname + address.search].filter(({ length }) => length > 8),
  ...secretsIn(null, address),
]
