// A process of its own: the sandbox as the referee. It outlives every process under test, remembers all it was asked and all
// it did, and answers the questions of `start-referee.ts`.
import type { Fault } from '../../src/sandbox/faults.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { startSandbox, type SandboxRequest } from '../../src/sandbox/server.ts'
import { everythingOn, savedIn, whyIncomplete, type Known } from '../support/archive.ts'
import { changeAsked, userRead } from './asked.ts'
import { scriptedFaults } from './script.ts'
import type { Order, Ruling, Setup, Witness } from './witness.ts'

/** Carried out, and the answer lost: the worst that can happen to a request. */
const LOST: readonly Fault[] = ['lost', 'broken', 'cut']

function begin(setup: Setup): void {
  const { lost, script, ...site } = setup
  const random = seededRandom(setup.seed)
  const atRandom = (): Fault | null =>
    random() < lost ? (LOST[Math.floor(random() * LOST.length)] ?? null) : null
  const witness: Witness = {
    requests: 0,
    changes: [],
    deleted: [],
    deletedTwice: [],
    unsaved: [],
    touchedAgain: [],
  }
  /** Users whose rows had ended, by a ledger that a killed process left. Nothing about them is to be asked any more. */
  let ended: ReadonlySet<string> = new Set()
  const confirmed = new Set<string>()
  let archives: string | null = null
  let notifyAt = Infinity

  const watch = (request: SandboxRequest, status: number | null): void => {
    witness.requests += 1
    const change = changeAsked(request)
    const userId = change?.userId ?? userRead(request)
    if (change !== null) witness.changes.push({ ...change, status })
    if (userId !== null && ended.has(userId)) witness.touchedAgain.push(userId)
    if (change?.do === 'delete') {
      // Whatever was answered, or lost on the way: only whether the user is gone counts.
      const isGone = sandbox.site.person(change.userId) === undefined
      if (isGone && before.has(change.userId)) {
        before.delete(change.userId)
        witness.deleted.push(change.userId)
      }
      if (status === 200 && confirmed.has(change.userId)) witness.deletedTwice.push(change.userId)
      if (status === 200) confirmed.add(change.userId)
    }
    if (witness.requests >= notifyAt) {
      notifyAt = Infinity
      reply({ kind: 'moment' })
    }
  }

  /** Asked before the request is carried out. */
  const lookForRecords = (request: SandboxRequest): void => {
    const change = changeAsked(request)
    if (change?.do !== 'delete' || archives === null) return
    const known = everything.get(change.userId)
    const why = known === undefined ? null : whyIncomplete(change.userId, savedIn(archives), known)
    if (why !== null) witness.unsaved.push(why)
  }
  const fault = script === null ? atRandom : scriptedFaults(script)

  const started = startSandbox({
    ...site,
    port: 0,
    clockSkewMs: 0,
    faultRate: 0,
    fault(request) {
      lookForRecords(request)
      return fault(request)
    },
    onRequest: watch,
  })
  let sandbox: Awaited<typeof started>
  let before = new Set<string>()
  let everything = new Map<string, Known>()
  void started.then((server) => {
    sandbox = server
    before = new Set(server.site.people().map(({ id }) => id))
    everything = everythingOn(server.site)
    reply({ kind: 'ready', baseUrl: server.baseUrl, apiKey: server.apiKey, people: server.site.people() })
  })

  process.on('message', (order: Order) => {
    if (order.do === 'watch') {
      notifyAt = order.requests === null ? Infinity : witness.requests + order.requests
    }
    if (order.do === 'close rows') ended = new Set(order.userIds)
    if (order.do === 'expect archives') archives = order.out
    if (order.do === 'testify') reply({ kind: 'testimony', witness, people: sandbox.site.people() })
  })
}

function reply(ruling: Ruling): void {
  process.send?.(ruling)
}

process.once('message', begin)
// Whoever started it is gone.
process.on('disconnect', () => process.exit())
