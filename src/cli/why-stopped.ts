import type { StopReason } from '../batch/stop.ts'
import { insecurityInWords, remedyFor } from './insecurity-in-words.ts'

/** Why a pass ended before the last row, for the ledger and the summary. */
export function reasonOf(reason: StopReason): string {
  switch (reason.kind) {
    case 'key_rejected':
      return `the platform rejected the API key (${reason.status})`
    case 'unavailable':
      return 'the platform is unavailable'
    case 'insecure':
      return insecurityInWords(reason.insecurity)
    case 'max_duration':
      return 'the time of --max-duration is over'
    case 'signal':
      return reason.signal
  }
}

/** For people, as it happens: why nobody else is begun, and what becomes of those who are. */
export const whyStopped = (reason: StopReason): string =>
  `stopping: ${reasonOf(reason)}. ${whatFollows(reason)}`

function whatFollows(reason: StopReason): string {
  switch (reason.kind) {
    case 'key_rejected':
      return 'Nobody else is touched. Check the key, and the rights it has.'
    case 'unavailable':
      return 'Nobody else is touched.'
    case 'insecure':
      return `Nobody else is touched. ${remedyFor(reason.insecurity)} Then run the same command again.`
    case 'max_duration':
      return 'Requests in flight are finished.'
    case 'signal':
      return 'Requests in flight are finished; once more ends at once, which loses nothing either.'
  }
}
