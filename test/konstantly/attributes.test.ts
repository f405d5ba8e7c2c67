import { expect, onTestFinished, test } from 'vitest'
import { KonstantlyClient } from '../../src/konstantly/client.ts'
import type { TransportOptions } from '../../src/konstantly/http/transport-options.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { person, sandbox } from '../support/sandbox.ts'
import { TRANSPORT_OPTIONS } from '../support/transport-options.ts'

function clientOf(
  { baseUrl, apiKey }: Pick<TransportOptions, 'baseUrl' | 'apiKey'>,
  attribute?: string,
): KonstantlyClient {
  const clock = new LeapingClock(undefined, { standsStill: true })
  const never = new AbortController().signal
  const options: TransportOptions = {
    ...TRANSPORT_OPTIONS,
    baseUrl,
    apiKey,
    stopSignal: never,
    haltSignal: never,
    onUnavailable: () => undefined,
    now: clock.now,
    wallClock: clock.wall,
    pause: clock.pause,
  }
  const client = new KonstantlyClient(options, attribute === undefined ? {} : { attribute })
  onTestFinished(() => {
    client.close()
  })
  return client
}

test('the attribute that is asked for is read of users on pages, by ID and by address, and in what a deactivation shows', async () => {
  const users = [person('u1', { attributes: { employee_id: '00012' } })]
  const { baseUrl, apiKey } = await sandbox({ users })
  const client = clientOf({ baseUrl, apiKey }, 'employee_id')
  const ignore = (): void => undefined
  expect(await client.listUsers(0, ignore)).toMatchObject({ users: [{ id: 'u1', attribute: '00012' }] })
  for (const step of [
    { do: 'read', userId: 'u1' },
    { do: 'find', email: 'u1@example.com' },
    { do: 'deactivate', userId: 'u1' },
  ] as const)
    expect(await client.perform(step, ignore)).toMatchObject({ user: { id: 'u1', attribute: '00012' } })
})

test('without one, no attribute of anybody is kept', async () => {
  const { baseUrl, apiKey } = await sandbox({
    users: [person('u1', { attributes: { employee_id: '00012' } })],
  })
  const answer = await clientOf({ baseUrl, apiKey }).listUsers(0, () => undefined)
  expect(JSON.stringify(answer)).not.toContain('00012')
})

test("the site's own attributes are asked for with one request", async () => {
  const { baseUrl, apiKey, requests } = await sandbox({ users: [] })
  expect(await clientOf({ baseUrl, apiKey }).listAttributes(() => undefined)).toMatchObject({
    kind: 'attributes',
    attributes: [{ apiId: 'employee_id', name: 'Employee ID' }],
  })
  expect(requests).toHaveLength(1)
})

test('a platform that has no such page is believed', async () => {
  const { baseUrl, apiKey } = await sandbox({ users: [] })
  const client = clientOf({ baseUrl: baseUrl.replace('/v1', '/v0'), apiKey })
  expect(await client.listAttributes(() => undefined)).toMatchObject({ kind: 'not_found' })
})
