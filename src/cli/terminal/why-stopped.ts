import type { StopReason } from '../../batch/stop.ts'
import { insecurityInWords, remedyFor } from './insecurity-in-words.ts'

/** Why a session stopped before the last row, for the ledger and the summary. */
export function stopReasonText(reason: StopReason): string {
  switch (reason.kind) {
    case 'key_rejected':
      return `the platform rejected the API key (${reason.status})`
    case 'unavailable':
      return 'the platform is unavailable'
    case 'same_end':
      return `${reason.users} users, one after the other, ended as ${reason.outcome}`
    case 'insecure':
      return insecurityInWords(reason.insecurity)
    case 'max_duration':
      return 'the time of --max-duration is over'
    case 'archive_not_written':
      return `the archive cannot be written (${reason.message})`
    case 'signal':
      return reason.signal
  }
}

/** Why a session is stopping, and what becomes of the users in flight, for people. */
export const whyStopped = (reason: StopReason): string =>
  `stopping: ${stopReasonText(reason)}. ${whatFollows(reason)}`

function whatFollows(reason: StopReason): string {
  switch (reason.kind) {
    case 'key_rejected':
      return 'Nobody else is touched. Check the key, and the rights it has.'
    case 'unavailable':
      return 'Nobody else is touched.'
    case 'same_end':
      return 'That is hardly about each of them: the platform, the rights of the key or the list may not be what they seem. Nobody else is touched. results.csv says of each why, and who is deactivated and not deleted: once the cause is mended, retry.csv is the list of those to finish; whoever is to stay has to be reactivated on the platform.'
    case 'insecure':
      return `Nobody else is touched. ${remedyFor(reason.insecurity)} Then run the same command again.`
    case 'archive_not_written':
      return 'Nobody is deleted whose records are not saved. Make room for them, then run the same command again.'
    case 'max_duration':
      return 'Requests in flight are finished.'
    case 'signal':
      return 'Requests in flight are finished; once more ends at once, which loses nothing either.'
  }
}
