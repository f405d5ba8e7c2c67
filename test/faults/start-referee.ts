import { fork } from 'node:child_process'
import type { Person } from '../../src/sandbox/people.ts'
import { COMPILED } from '../support/process.ts'
import type { Order, Ruling, Setup, Witness } from './witness.ts'

/** The platform in another process, which remembers everything it did. */
export interface Referee {
  baseUrl: string
  apiKey: string
  /** The users of the site before anything happened. */
  people: readonly Person[]
  /** Calls `then` once, at the `requests`-th request from now on. */
  at(requests: number, then: () => void): void
  /** Forgets the last `at`. */
  calledOff(): void
  closeRows(userIds: readonly string[]): void
  /** From now on looks for the records of each user who is to be deleted. */
  expectArchives(out: string): void
  /** Answers nobody until it goes on. */
  hold(): void
  goOn(): void
  /** What it has seen so far, and the users the site has now. */
  testify(): Promise<{ witness: Witness; people: readonly Person[] }>
  end(): void
}

export async function startReferee(setup: Partial<Setup> & Pick<Setup, 'seed'>): Promise<Referee> {
  const child = fork(new URL('referee.ts', import.meta.url), { env: { ...process.env, ...COMPILED } })
  let onMoment = (): void => undefined
  const waiting = new Map<Ruling['kind'], (ruling: Ruling) => void>()
  child.on('message', (ruling: Ruling) => {
    if (ruling.kind === 'moment') onMoment()
    else waiting.get(ruling.kind)?.(ruling)
  })
  const order = (what: Order | Setup): void => {
    child.send(what)
  }
  const hear = <Kind extends Ruling['kind']>(kind: Kind): Promise<Extract<Ruling, { kind: Kind }>> =>
    new Promise((resolve) => {
      waiting.set(kind, (ruling) => {
        resolve(ruling as Extract<Ruling, { kind: Kind }>)
      })
    })

  const ready = hear('ready')
  order({
    ...{ users: 80, lost: 0, script: null, rejectRepeatedBan: false },
    ...{ outage: null, throttle: null, latencyMs: 1 },
    ...setup,
  })
  const { baseUrl, apiKey, people } = await ready
  return {
    baseUrl,
    apiKey,
    people,
    at(requests, then) {
      onMoment = then
      order({ do: 'watch', requests })
    },
    calledOff() {
      onMoment = () => undefined
      order({ do: 'watch', requests: null })
    },
    closeRows(userIds) {
      order({ do: 'close rows', userIds })
    },
    expectArchives(out) {
      order({ do: 'expect archives', out })
    },
    hold() {
      child.kill('SIGSTOP')
    },
    goOn() {
      child.kill('SIGCONT')
    },
    testify() {
      const testimony = hear('testimony')
      order({ do: 'testify' })
      return testimony
    },
    end() {
      child.disconnect()
      child.kill('SIGCONT')
    },
  }
}
