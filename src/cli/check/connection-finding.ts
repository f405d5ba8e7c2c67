import type { Answered, SingleAnswer, Unanswered } from '../../konstantly/single-requests.ts'
import { readPage } from '../../konstantly/schemas.ts'
import { shown } from '../../offboarding/text/shown.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { insecurityInWords, remedyFor } from '../terminal/insecurity-in-words.ts'
import { failed, ok, type Finding } from './finding.ts'

/** Where requests go. */
export interface Way {
  baseUrl: string
  /** The flag that says so, as it was given: `--site acme`, `--base-url`. */
  flag: string
  /** Host and port of the proxy, or null. */
  proxy: string | null
  timeoutMs: number
}

type Fault = { found: string; remedy: string; exitCode?: ExitCode }

/** Whether the first page of users shows that the site's API was reached. A 401, 403 or 429 does, too: then it is not about the address. */
export function connection(answer: SingleAnswer, way: Way): Finding {
  const fault = answer.kind === 'unanswered' ? whyUnanswered(answer, way) : whyNotTheApi(answer, way)
  const through = way.proxy === null ? '' : ` through the proxy ${way.proxy}`
  if (fault !== null) {
    const { found, remedy, exitCode = EXIT.unavailable } = fault
    const cause = answer.kind === 'unanswered' ? answer.cause : `http_${answer.status}`
    return failed('connection', found, remedy, {
      exitCode,
      facts: { reached: answer.kind === 'answered', cause },
    })
  }
  const { status, tookMs } = answer as Answered
  const ms = Math.round(tookMs)
  return ok('connection', `the site answers${through}, in ${ms} ms`, { reached: true, status, ms })
}

/** Whether the API was reached, so that more can be asked. */
export const isApi = (answer: SingleAnswer): answer is Answered =>
  answer.kind === 'answered' && answersAsApi(answer)

const answersAsApi = ({ status, body }: Answered): boolean =>
  TELLING.has(status) || (status === 200 && readPage(body) !== null)

/** About the key, or the quota, and so not about the address. */
const TELLING: ReadonlySet<number> = new Set([401, 403, 429])

/** An answer that may be another one a moment later. */
export const isPassing = (answer: SingleAnswer): boolean =>
  answer.kind === 'answered'
    ? answer.status === 408 || answer.status === 425 || answer.status >= 500
    : answer.insecurity === null && ['timeout', 'connection_reset'].includes(answer.cause)

function whyNotTheApi(answer: Answered, { flag }: Way): Fault | null {
  if (answersAsApi(answer)) return null
  const { status, unreadable, leadsTo } = answer
  const check = `Check ${flag}: it has to lead to the API itself.`
  if (leadsTo !== null || (status >= 300 && status < 400)) {
    const found = `the platform answered with a redirect (${status})${leadsTo === null ? '' : ` to ${shown(leadsTo)}`}, and the key goes nowhere else`
    return { found, remedy: check, exitCode: EXIT.unusable }
  }
  if (status >= 500) {
    return {
      found: `the platform answered ${status}`,
      remedy: 'It is out of service, or what stands in front of it: check again later.',
    }
  }
  if (unreadable !== null) {
    const remedy = `It may be under maintenance, or a proxy or a login page is in between: open the site in a browser, and check again later. ${check}`
    return { found: `${unreadable} (${status})`, remedy }
  }
  return {
    found: `the platform answered ${status}, and no list of users`,
    remedy: check,
    exitCode: EXIT.unusable,
  }
}

function whyUnanswered({ cause, reason, code, insecurity }: Unanswered, way: Way): Fault {
  const { hostname, host } = new URL(way.baseUrl)
  if (insecurity !== null) return { found: insecurityInWords(insecurity), remedy: remedyFor(insecurity) }
  switch (cause) {
    case 'dns':
      return code === 'EAI_AGAIN'
        ? {
            found: `no name server tells where ${hostname} is (${code})`,
            remedy: `Check the network and the name servers of this machine, or of this container; then ${way.flag}.`,
          }
        : { found: `the name ${hostname} does not resolve`, remedy: `Check ${way.flag}.` }
    case 'connection_refused':
      return {
        found: `${host} refuses connections`,
        remedy: `Check ${way.flag}, and whether a firewall is in between.`,
      }
    case 'unreachable':
      return {
        found: `no network leads to ${host} (${code})`,
        remedy: `Check the network of this machine. ${VIA_PROXY}`,
      }
    case 'timeout':
      return {
        found: `${host} gave no answer within ${way.timeoutMs / 1000} seconds`,
        remedy: `Check whether a firewall is in between. ${VIA_PROXY} --timeout 30s waits longer.`,
      }
    case 'proxy':
      return { found: `${reason}${code === '' ? '' : ` (${code})`}`, remedy: proxyRemedy(reason, host) }
    case 'connection_reset':
      return {
        found: `the connection to ${host} broke off`,
        remedy: `Check whether a firewall is in between. ${VIA_PROXY}`,
      }
    case 'tls':
      return {
        found: `${host} made no secure connection (${code})`,
        remedy: `Check ${way.flag}, and whether a proxy or a firewall is in between.`,
      }
    default:
      return {
        found: `${reason}${code === '' ? '' : ` (${code})`}`,
        remedy: `Check ${way.flag}, and the network.`,
      }
  }
}

const VIA_PROXY = 'Where a proxy is needed, name it in HTTPS_PROXY.'

function proxyRemedy(reason: string, host: string): string {
  if (reason.includes('407'))
    return 'It wants a user name and a password: HTTPS_PROXY=http://user:password@….'
  if (/answered 4/.test(reason)) return `It has to allow connections to ${host}.`
  return `Check HTTPS_PROXY; NO_PROXY names hosts that need no proxy.`
}
