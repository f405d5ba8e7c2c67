import type { Notification } from '../notification.ts'
import { mattermost } from './mattermost.ts'
import type { FormatName } from './names.ts'
import { plain } from './plain.ts'
import { slack } from './slack.ts'
import { teams } from './teams.ts'

/** Makes the value that is posted as JSON. */
export const FORMATS: Readonly<Record<FormatName, (notification: Notification) => object>> = {
  slack,
  teams,
  mattermost,
  plain,
}
