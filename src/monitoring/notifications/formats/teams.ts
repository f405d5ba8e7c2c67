import type { Notification } from '../notification.ts'
import { inWords, type Words } from '../words.ts'
import { MARKS } from './marks.ts'

const COLORS: Readonly<Record<Words['tone'], string>> = {
  good: 'good',
  attention: 'warning',
  bad: 'attention',
}

/**
 * A message with an Adaptive Card, as the Workflows of Microsoft Teams take it.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function teams(notification: Notification): object {
  const { tone, title, facts } = inWords(notification)
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            {
              type: 'TextBlock',
              text: `${MARKS[tone]} ${title}`,
              weight: 'bolder',
              size: 'medium',
              color: COLORS[tone],
              wrap: true,
            },
            { type: 'FactSet', facts: facts.map(([label, value]) => ({ title: label, value })) },
          ],
        },
      },
    ],
  }
}
