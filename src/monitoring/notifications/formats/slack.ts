import type { Notification } from '../notification.ts'
import { inWords } from '../words.ts'
import { MARKS } from './marks.ts'

/**
 * A message of Slack's incoming webhooks. `text` is what its notifications show.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slack(notification: Notification): object {
  const { tone, title, facts } = inWords(notification)
  const headline = `${MARKS[tone]} ${escaped(title)}`
  const lines = facts.map(([label, value]) => `*${label}:* ${escaped(value)}`)
  return {
    text: headline,
    blocks: [section(`*${headline}*`), section(lines.join('\n'))],
  }
}

const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text } })

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
