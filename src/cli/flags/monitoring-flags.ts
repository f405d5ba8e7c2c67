import { FORMAT_NAMES, type FormatName } from '../../monitoring/notifications/formats/names.ts'
import { choice, optionalAge, text, type Flag } from './flag.ts'

/** Who hears of it, for all commands that a schedule may run. */
export const monitoringFlags = {
  notify: text('Post what came of it to this webhook, of a chat or your own', 'url', undefined),
  'notify-file': text('A file that holds that address, which is a secret', 'file', undefined),
  'notify-format': {
    ...choice('The form of that', FORMAT_NAMES, undefined),
    shown: 'by the address',
  } as Flag<FormatName | undefined>,
  'notify-secret-file': text(
    'A file with the secret to sign it; or KONSTANTLY_NOTIFY_SECRET',
    'file',
    undefined,
  ),
  heartbeat: text("Ping this address at start and end, for a dead man's switch", 'url', undefined),
  'heartbeat-file': text('A file that holds that address, which is a secret', 'file', undefined),
  'metrics-file': text('Write figures for Prometheus to this file', 'file', undefined),
}

export const notifyAheadFlag = {
  'notify-ahead': optionalAge('Announce how many users will be deleted within this time, such as 3d'),
}
