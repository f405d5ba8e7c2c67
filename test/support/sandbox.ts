import { onTestFinished } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
} from '../../src/sandbox/server.ts'

export interface WatchedSandbox extends Sandbox {
  /** Every request in the order of its arrival at the end of its handling, with the status it was answered with. */
  requests: (SandboxRequest & { status: number | null })[]
}

/** A sandbox that ends with the test and remembers what it was asked. */
export async function sandbox(options: Partial<SandboxOptions> = {}): Promise<WatchedSandbox> {
  const requests: WatchedSandbox['requests'] = []
  const server = await startSandbox({
    port: 0,
    users: 50,
    throttle: null,
    clockSkewMs: 0,
    outage: null,
    latencyMs: 0,
    faultRate: 0,
    seed: 1,
    ...options,
    onRequest(request, status) {
      requests.push({ ...request, status })
      options.onRequest?.(request, status)
    },
  })
  onTestFinished(() => server.close())
  return { ...server, requests }
}

/** The requests that change something, `METHOD path body`, without the part all paths share. */
export const changes = ({ requests }: WatchedSandbox): string[] =>
  requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) =>
      [method, path.replace('/openapi/v1', ''), body === null ? '' : JSON.stringify(body)].join(' ').trim(),
    )

/** Somebody who may be offboarded without a word. */
export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: `Name of ${id}`,
  email: `${id}@example.com`,
  language: 'en',
  occupation: 'Analyst',
  location: 'London',
  timezone: 'Europe/London',
  isBanned: false,
  role: { alias: 'learner' },
  isExpert: false,
  ...more,
})
