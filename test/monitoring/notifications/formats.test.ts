import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FORMATS } from '../../../src/monitoring/notifications/formats/index.ts'
import { formatFor } from '../../../src/monitoring/notifications/formats/names.ts'
import { notificationOf, type Notification } from '../../../src/monitoring/notifications/notification.ts'
import { signature } from '../../../src/monitoring/notifications/signature.ts'
import { inWords } from '../../../src/monitoring/notifications/words.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { brokenRules } from '../../support/schemas.ts'
import { end, figures } from '../ends.ts'

const DUE = {
  users: 5,
  untold: 2,
  first: '2026-11-24T09:00:00.000Z',
  until: '2026-11-26T18:46:10.000Z',
}
const ENDED: Notification = { event: 'run_ended', end: end(), due: null }
const ALL: readonly Notification[] = [
  ENDED,
  { event: 'purge_due', end: end(), due: DUE },
  {
    event: 'plan_waits',
    end: end({ command: 'plan', run: figures({ kind: 'plan', toTouch: 4 }), exitCode: 0 }),
    due: null,
  },
  {
    event: 'failed',
    end: end({ site: null, run: null, exitCode: 2, meaning: 'the command cannot be used' }),
    due: null,
  },
  {
    event: 'run_ended',
    end: end({
      command: 'verify',
      run: figures({ verified: { deleted: 2, gone: 1, stillThere: 1, somebodyElse: 0, notKnown: 0 } }),
    }),
    due: null,
  },
]

describe('what is told', () => {
  test.each<[string, Parameters<typeof end>[0], string | null]>([
    ['a run', { exitCode: 0 }, 'run_ended'],
    ['rows that need attention', { exitCode: 3 }, 'run_ended'],
    ['a time limit', { exitCode: 7 }, 'run_ended'],
    ['SIGTERM before there is a run', { exitCode: 143, run: null }, 'run_ended'],
    ['a plan', { exitCode: 3, run: figures({ kind: 'plan', toTouch: 2 }) }, 'plan_waits'],
    ['a plan that would touch nobody', { exitCode: 0, run: figures({ kind: 'plan' }) }, 'run_ended'],
    ['a purge without anybody due', { exitCode: 0, run: figures({ rows: 0 }) }, null],
    ['a command that found nothing to do', { exitCode: 0, run: null }, null],
    ['a defect', { exitCode: 1 }, 'failed'],
    ['a list that cannot be used', { exitCode: 2, run: null }, 'failed'],
    ['a guard', { exitCode: 4 }, 'failed'],
    ['a rejected key', { exitCode: 5 }, 'failed'],
    ['an outage', { exitCode: 6 }, 'failed'],
  ])('of %s', (_, more, event) => {
    expect(notificationOf(end(more))?.event ?? null).toBe(event)
  })

  test('of a plan is how to carry it out', () => {
    const [, , plan] = ALL
    expect(plan && inWords(plan).facts).toContainEqual([
      'To carry it out',
      'run --plan 20261123T184500Z-3f9c',
    ])
  })

  test('is said in one line', () => {
    expect(ALL.map((one) => inWords(one).title)).toEqual([
      'purge on acme.konstant.ly ended, and 1 row needs attention',
      '5 users on acme.konstant.ly will be deleted by 2026-11-26, the first on 2026-11-24; 2 of them were not announced before',
      'A plan on acme.konstant.ly waits for approval: 4 users would be touched',
      'purge failed: the command cannot be used',
      'verify on acme.konstant.ly ended, and 1 row needs attention',
    ])
  })
})

describe('a format', () => {
  test('is that of the address', () => {
    const known = [
      'https://hooks.slack.com/services/T0/B0/x',
      'https://prod-01.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x',
      'https://default1.2.environment.api.powerplatform.com:443/powerautomate/automations/direct/x',
      'https://acme.webhook.office.com/webhookb2/x',
      'https://chat.acme.com/hooks/abcdefghijklmnopqrstuvwxyz',
      'https://acme.com/hook',
      'https://hooks.slack.com.evil.example/services/T0/B0/x',
      'https://notlogic.azure.com.example/x',
    ]
    expect(known.map((address) => formatFor(new URL(address)))).toEqual([
      'slack',
      'teams',
      'teams',
      'teams',
      'mattermost',
      'plain',
      'plain',
      'plain',
    ])
  })

  test('of Slack', () => {
    expect(FORMATS.slack(ENDED)).toEqual({
      text: '⚠️ purge on acme.konstant.ly ended, and 1 row needs attention',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*⚠️ purge on acme.konstant.ly ended, and 1 row needs attention*' },
        },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: [
              '*Run:* 20261123T184500Z-3f9c',
              '*Rows:* 12 deleted, 1 refused',
              '*Waiting for a purge:* 7 users',
              '*Exit code:* 3: finished, and some rows need attention',
              '*What to do:* look at the report',
              '*Took:* 70 s',
            ].join('\n'),
          },
        },
      ],
    })
    const odd = { ...ENDED, end: end({ site: '<!channel>&' }) }
    expect(JSON.stringify(FORMATS.slack(odd))).toContain('&lt;!channel&gt;&amp;')
  })

  test('of Teams', () => {
    expect(FORMATS.teams(ENDED)).toEqual({
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
                text: '⚠️ purge on acme.konstant.ly ended, and 1 row needs attention',
                weight: 'bolder',
                size: 'medium',
                color: 'warning',
                wrap: true,
              },
              {
                type: 'FactSet',
                facts: [
                  { title: 'Run', value: '20261123T184500Z-3f9c' },
                  { title: 'Rows', value: '12 deleted, 1 refused' },
                  { title: 'Waiting for a purge', value: '7 users' },
                  { title: 'Exit code', value: '3: finished, and some rows need attention' },
                  { title: 'What to do', value: 'look at the report' },
                  { title: 'Took', value: '70 s' },
                ],
              },
            ],
          },
        },
      ],
    })
  })

  test('of Mattermost', () => {
    expect(FORMATS.mattermost(ENDED)).toEqual({
      text: [
        '**⚠️ purge on acme.konstant.ly ended, and 1 row needs attention**',
        '',
        '| | |',
        '|:--|:--|',
        '| Run | 20261123T184500Z-3f9c |',
        '| Rows | 12 deleted, 1 refused |',
        '| Waiting for a purge | 7 users |',
        '| Exit code | 3: finished, and some rows need attention |',
        '| What to do | look at the report |',
        '| Took | 70 s |',
      ].join('\n'),
    })
  })

  test('that programs read is as its schema says', () => {
    const told = ALL.map((one) => JSON.parse(JSON.stringify(FORMATS.plain(one))) as object)
    expect(told.flatMap((one) => brokenRules('notification', one))).toEqual([])
    expect(brokenRules('notification', { ...told[0], user: 'u1' })).toHaveLength(1)
    const [, example = ''] = /```json\n([^]*?)```/.exec(readFileSync('docs/notifications.md', 'utf8')) ?? []
    expect(brokenRules('notification', JSON.parse(example))).toEqual([])
    expect(new Set(told.map((one) => 'id' in one && one.id)).size).toBe(4)
  })
})

test('a signature is checked as the document says', async () => {
  const [, code = ''] = /```js\n([^]*?)```/.exec(readFileSync('docs/notifications.md', 'utf8')) ?? []
  const file = join(temporaryFolder(), 'is-genuine.mjs')
  writeFileSync(file, code)
  const { isGenuine } = (await import(file)) as {
    isGenuine: (body: Buffer, header: string, secret: string, now: number) => boolean
  }
  const [now, secret, body] = [new Date('2026-11-23T18:46:10Z'), 'a secret of the receiver', '{"a":"ü"}']
  const header = signature(body, secret, now)
  const at = now.getTime()
  expect(isGenuine(Buffer.from(body), header, secret, at)).toBe(true)
  expect(isGenuine(Buffer.from(body), header, secret, at + 301_000)).toBe(false)
  expect(isGenuine(Buffer.from(`${body} `), header, secret, at)).toBe(false)
  expect(isGenuine(Buffer.from(body), header, 'another secret', at)).toBe(false)
  expect(isGenuine(Buffer.from(body), header.replace(/^t=\d+/, 't=1795459571'), secret, at)).toBe(false)
})
