import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseBaseUrl } from '../../src/konstantly/base-url.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import type { ArchivedUser } from '../../src/offboarding/archived-user.ts'
import type { ArchivePlace } from '../../src/offboarding/policy.ts'
import type { Person } from '../../src/sandbox/people.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { startSandbox, type SandboxRequest } from '../../src/sandbox/server.ts'
import { everythingOn, savedIn, savedInLedger, whyIncomplete } from '../support/archive.ts'
import { changeAsked } from './asked.ts'
import { Memory } from './memory.ts'
import { scriptedFaults } from './script.ts'
import type { Setup, Witness } from './witness.ts'

/** The platform, which remembers everything it did. It is in the process of the test, and outlives every process under test. */
export interface Referee {
  baseUrl: string
  /** What the site is called in ledgers. */
  site: string
  apiKey: string
  /** The users of the site before anything happened. */
  people: readonly Person[]
  /** Calls `then` once, at the `requests`-th request from now on, before that one is answered. */
  at(requests: number, then: () => void): void
  /** Forgets the last `at`. */
  calledOff(): void
  /** The rows of these users have ended, and those of nobody else: whoever names one of them in a request again is reported. */
  closeRows(userIds: readonly string[]): void
  /** From now on looks for the records of each user who is to be deleted, in the runs in `out`. */
  expectArchives(out: string, place?: ArchivePlace): void
  /** What it has seen so far, and the users the site has now. */
  testify(): Promise<{ witness: Witness; people: readonly Person[] }>
  end(): Promise<void>
}

/** Carried out, and the answer lost: the worst that can happen to a request. */
const LOST: readonly Fault[] = ['lost', 'broken', 'cut']

export async function startReferee(given: Partial<Setup> & Pick<Setup, 'seed'>): Promise<Referee> {
  const { lost, script, ...site }: Setup = {
    ...{ users: 80, lost: 0, script: null, rejectRepeatedBan: false },
    ...{ outage: null, throttle: null, latencyMs: 1 },
    ...given,
  }
  const random = seededRandom(site.seed)
  const atRandom = (): Fault | null =>
    random() < lost ? (LOST[Math.floor(random() * LOST.length)] ?? null) : null
  const fault = script === null ? atRandom : scriptedFaults(script)
  let saved: (() => Promise<ArchivedUser[]>) | null = null

  /** Asked before the request is carried out. */
  const lookForRecords = async (request: SandboxRequest): Promise<void> => {
    const change = changeAsked(request)
    if (change?.do !== 'delete' || saved === null) return
    const known = everything.get(change.userId)
    const why = known === undefined ? null : whyIncomplete(change.userId, await saved(), known)
    if (why !== null) memory.witness.unsaved.push(why)
  }

  const sandbox = await startSandbox({
    ...site,
    ...{ port: 0, clockSkewMs: 0, faultRate: 0 },
    async fault(request) {
      await lookForRecords(request)
      return fault(request)
    },
    onRequest(request, status) {
      memory.note(request, status)
    },
  })
  const memory = new Memory(sandbox.site)
  const everything = everythingOn(sandbox.site)
  return {
    baseUrl: sandbox.baseUrl,
    site: parseBaseUrl(sandbox.baseUrl).site,
    apiKey: sandbox.apiKey,
    people: structuredClone(sandbox.site.people()),
    at(requests, then) {
      memory.watch(requests, then)
    },
    calledOff() {
      memory.watch(Infinity, () => undefined)
    },
    closeRows(userIds) {
      memory.ended = new Set(userIds)
    },
    expectArchives(out, place = 'folder') {
      saved = () => (place === 'ledger' ? savedInLedger(out) : Promise.resolve(savedIn(out)))
    },
    async testify() {
      // What a process sent before it ended may still have to be read.
      await nextTurn()
      return structuredClone({ witness: memory.witness, people: sandbox.site.people() })
    },
    end: () => sandbox.close(),
  }
}
