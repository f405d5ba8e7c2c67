import type { Notification } from '../notification.ts'
import { inWords } from '../words.ts'
import { MARKS } from './marks.ts'

/**
 * A message of Mattermost's incoming webhooks, in its Markdown.
 * https://developers.mattermost.com/integrate/webhooks/incoming/
 */
export function mattermost(notification: Notification): object {
  const { tone, title, facts } = inWords(notification)
  const rows = facts.map(([label, value]) => `| ${label} | ${value.replaceAll('|', '\\|')} |`)
  return { text: [`**${MARKS[tone]} ${title}**`, '', '| | |', '|:--|:--|', ...rows].join('\n') }
}
