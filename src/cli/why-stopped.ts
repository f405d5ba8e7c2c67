import type { StopReason } from '../batch/stop.ts'

/** For people, as it happens: why nobody else is begun. */
export function whyStopped(reason: StopReason): string {
  switch (reason.kind) {
    case 'key_rejected':
      return `stopping: the platform rejected the API key (${reason.status}). Nobody else is touched. Look after the key, and the rights it has.`
    case 'unavailable':
      return 'stopping: the platform is unavailable. Nobody else is touched.'
    case 'max_duration':
      return 'stopping: the time of --max-duration is over. Requests in flight are finished.'
    case 'signal':
      return `stopping: ${reason.signal}. Requests in flight are finished; once more ends at once, which loses nothing either.`
  }
}
