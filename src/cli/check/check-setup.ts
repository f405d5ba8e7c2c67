import type { SiteAddress } from '../../konstantly/base-url.ts'
import type { Deps } from '../deps.ts'
import { readAddress, readApiKey, type ConnectionValues } from '../inputs/connection.ts'
import { readLedgerPlace, type LedgerPlace, type PlaceFlags } from '../ledger-place.ts'
import { readProtectLines } from '../inputs/protect-file.ts'
import { readProxy } from '../inputs/proxy.ts'
import { tryRead, type Read } from './try-read.ts'
import { failed, ok, skip, skipped, warning, type CheckName, type Finding } from './finding.ts'
import { diskSpace, fileLocks, folder, ledger } from './folder.ts'
import { configuration, node, timeZone, variables } from './machine.ts'
import { serverFinding } from './server-finding.ts'
import { protectedListFinding } from './protected-list.ts'

export interface CheckRequest extends ConnectionValues, PlaceFlags {
  protect: string | undefined
  attribute: string | undefined
  timezone: string | undefined
  /** For one request, in milliseconds. */
  timeout: number
  out: string
  /** What is unusual about the environment. */
  warnings: readonly string[]
  version: string
}

/** What a check did besides its findings. */
export interface Checked {
  /** The site's name; null where none was named. */
  site: string | null
  /** Requests that were sent. */
  requests: number
}

/**
 * Checks everything that runs need, and yields each finding as soon as it is there. A mistake in the setup is a finding, and does not keep
 * anything else from being checked. Nothing is changed, neither here nor on the site.
 */
export async function* checkSetup(request: CheckRequest, deps: Deps): AsyncGenerator<Finding, Checked> {
  yield node(process.versions)
  yield variables(request.warnings)
  yield configuration(deps.configuration, request.out)
  yield timeZone(request.timezone, deps)
  const place = tryRead(() => readLedgerPlace(request))
  const writable = folder(request.out)
  yield writable
  if (writable.result === 'failed') yield skipped('file_locks', 'the folder cannot be used')
  else if ('value' in place && place.value.server !== null)
    yield skipped('file_locks', 'the ledger is on a server')
  else yield fileLocks(request.out)
  yield diskSpace(request.out)
  yield await ledgerOf(place, request)
  return yield* checkSite(request, deps)
}

async function ledgerOf(place: Read<LedgerPlace>, request: CheckRequest): Promise<Finding> {
  if ('why' in place) return failed('ledger', place.why, null)
  const { server, name, warning: why } = place.value
  if (server === null) return ledger(request.out)
  // Loaded only here, because loading it is slow.
  const { examineServer } = await import('../../ledger/postgres/examining/examine-server.ts')
  const address = tryRead(() => readAddress(request))
  const found = serverFinding(
    await examineServer(server, 'value' in address ? address.value.site : null),
    name,
  )
  return why === null || found.result !== 'ok'
    ? found
    : warning('ledger', `${found.found}. ${why}`, null, found.facts)
}

/** What is asked of the site, once it is known which one, and how it is reached. */
const ASKED: readonly CheckName[] = [
  'connection',
  'key_accepted',
  'rights',
  'clock',
  'quota',
  'users',
  'attribute',
]

async function* checkSite(request: CheckRequest, deps: Deps): AsyncGenerator<Finding, Checked> {
  const address = tryRead(() => readAddress(request))
  yield addressFinding(address)
  const key = tryRead(() => readApiKey(request, deps.env, true))
  yield keyFinding(key, request)
  if ('why' in address) {
    yield* skip('no site is named', ['proxy', ...ASKED])
    yield protectedList(request)
    return { site: null, requests: 0 }
  }
  const { baseUrl, site } = address.value
  const proxy = tryRead(() => readProxy(baseUrl, deps.env))
  yield proxyFinding(proxy)
  if ('why' in proxy) {
    yield* skip('the proxy cannot be used', ASKED)
    yield protectedList(request)
    return { site, requests: 0 }
  }
  const requests = yield* askSite(
    request,
    baseUrl,
    'value' in key ? key.value.apiKey : null,
    proxy.value,
    deps,
  )
  return { site, requests }
}

async function* askSite(
  request: CheckRequest,
  baseUrl: string,
  apiKey: string | null,
  proxy: URL | null,
  deps: Deps,
): AsyncGenerator<Finding, number> {
  const { attribute, timeout: timeoutMs, version } = request
  const flag = request.site === undefined ? '--base-url' : `--site ${request.site}`
  const way = { baseUrl, flag, proxy: proxy?.host ?? null, timeoutMs }
  // Loaded only here, because loading it is slow.
  const { SiteToCheck } = await import('./check-site.ts')
  const site = new SiteToCheck({ way, proxy, apiKey, attribute, version }, deps)
  try {
    yield* site.findings()
    const lines = readList(request)
    if (lines !== null && 'value' in lines)
      yield protectedListFinding(lines.value, await site.find(lines.value))
    else yield protectedList(request)
    return site.sent
  } finally {
    site.close()
  }
}

function addressFinding(address: Read<SiteAddress>): Finding {
  if ('why' in address) return failed('site', address.why, null)
  const { site, baseUrl } = address.value
  return ok('site', `${site}, at ${baseUrl}`, { site, baseUrl })
}

function keyFinding(key: Read<ReturnType<typeof readApiKey>>, request: CheckRequest): Finding {
  if ('why' in key) return failed('api_key', key.why, null)
  const file = request['api-key-file'] ?? null
  const facts = { file }
  if (key.value.warning !== null) return warning('api_key', key.value.warning, null, facts)
  return ok('api_key', file === null ? 'in KONSTANTLY_API_KEY' : `in the file ${file}`, facts)
}

function proxyFinding(proxy: Read<URL | null>): Finding {
  if ('why' in proxy) return failed('proxy', proxy.why, null)
  const host = proxy.value?.host ?? null
  return ok('proxy', host === null ? 'none' : `${host}, by HTTPS_PROXY`, { proxy: host })
}

const readList = ({ protect }: CheckRequest): Read<ReturnType<typeof readProtectLines>> | null =>
  protect === undefined ? null : tryRead(() => readProtectLines(protect))

/** The protected list where nobody on it can be looked for. */
function protectedList(request: CheckRequest): Finding {
  const lines = readList(request)
  if (lines === null) return skipped('protected_list', '--protect is not given')
  return 'why' in lines ? failed('protected_list', lines.why, null) : protectedListFinding(lines.value, null)
}
