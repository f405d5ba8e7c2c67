import { describe, expect, test } from 'vitest'
import type { Journal } from '../../src/offboarding/ports/journal.ts'
import { offboardRows } from '../../src/batch/offboard-rows.ts'
import type { Archive } from '../../src/offboarding/ports/archive.ts'
import type { Platform } from '../../src/offboarding/ports/platform.ts'
import { Stop } from '../../src/batch/stop.ts'
import type { Answer, Delivery, Interruption } from '../../src/offboarding/answer.ts'
import type { Retry, RunEvent } from '../../src/offboarding/event.ts'
import { NO_STEPS, type Leaver } from '../../src/offboarding/leaver.ts'
import type { Policy } from '../../src/offboarding/policy.ts'
import { protectedList } from '../../src/offboarding/identity/protection.ts'
import type { Step, UserStep } from '../../src/offboarding/step.ts'

const DELETE: Policy = {
  deactivate: true,
  delete: true,
  roles: 'any',
  matchName: false,
  protect: protectedList([]),
}
const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

const leavers = (count: number, from = 1): Leaver[] =>
  Array.from({ length: count }, (_, index) => ({
    row: from + index,
    claim: { id: `u${from + index}`, email: null, name: null },
    userId: `u${from + index}`,
    known: null,
    planned: null,
    attempts: 0,
    stepsSoFar: NO_STEPS,
  }))

type Perform = (step: UserStep, onRetry: (retry: Retry) => void) => Answer | Interruption

/** A platform on which everything works. */
const willing: Perform = ({ do: action, userId }) =>
  action === 'delete'
    ? { kind: 'done', status: 200, delivery: ONCE }
    : {
        kind: 'user',
        status: 200,
        user: { id: userId, email: null, name: null, role: 'learner', deactivated: true },
        delivery: ONCE,
      }

const saying = (step: Step): string => `${step.do} ${'userId' in step ? step.userId : step.email}`

/** A run whose platform, journal and events write into one diary, in the order in which things happen. */
function run(
  options: {
    perform?: Perform
    journal?: (diary: string[]) => Partial<Journal>
    archive?: Archive['save']
  } = {},
): {
  diary: string[]
  events: RunEvent[]
  stop: Stop
  go: (rows: Iterable<Leaver>, concurrency?: number, policy?: Policy) => Promise<void>
} {
  const diary: string[] = []
  const events: RunEvent[] = []
  const stop = new Stop()
  const perform = options.perform ?? willing
  const platform: Platform = {
    perform(step, onRetry) {
      diary.push(`send ${saying(step)}`)
      return Promise.resolve(perform(step as UserStep, onRetry))
    },
  }
  const journal: Journal = {
    async intend(_, step) {
      diary.push(`intend ${saying(step)}`)
      await Promise.resolve()
      diary.push(`durable ${saying(step)}`)
    },
    answered(_, step, answer) {
      diary.push(`answered ${saying(step)}: ${answer.kind}`)
      return Promise.resolve()
    },
    ended(row, { outcome }) {
      diary.push(`ended ${row}: ${outcome}`)
      return Promise.resolve()
    },
    ...options.journal?.(diary),
  }
  let clock = 1_000
  return {
    diary,
    events,
    stop,
    go: (rows, concurrency = 1, policy = DELETE) =>
      offboardRows(rows, policy, concurrency, {
        run: '20261123T184500Z-3f9c',
        platform,
        archive: options.archive === undefined ? null : { save: options.archive },
        journal,
        stop,
        mayBegin: () => true,
        time: () => new Date(0),
        emit: (event) => events.push(event),
        now: () => (clock += 20.4),
      }),
  }
}

describe('a row', () => {
  test('has every step in the journal before and after, and its end last', async () => {
    const { diary, go } = run()
    await go(leavers(1))
    expect(diary).toEqual([
      'intend deactivate u1',
      'durable deactivate u1',
      'send deactivate u1',
      'answered deactivate u1: user',
      'intend delete u1',
      'durable delete u1',
      'send delete u1',
      'answered delete u1: done',
      'ended 1: deleted',
    ])
  })

  test('has no intent recorded for a step that only reads', async () => {
    const { diary, go } = run()
    await go(leavers(1), 1, { ...DELETE, deactivate: false })
    expect(diary.slice(0, 3)).toEqual(['send read u1', 'answered read u1: user', 'intend delete u1'])
  })

  test('is told of once it is in the journal, with its outcome, status, attempts and duration', async () => {
    const { events, go } = run({
      perform: (step, onRetry) => {
        const answer = willing(step, onRetry)
        return step.do === 'delete'
          ? {
              ...answer,
              delivery: { attempts: 3, throttled: 0, retries: ['http_503', 'timeout'], mayHaveArrived: true },
            }
          : answer
      },
    })
    await go(leavers(1))
    expect(events).toEqual([
      {
        type: 'row_ended',
        run: '20261123T184500Z-3f9c',
        row: 1,
        userId: 'u1',
        outcome: 'deleted',
        reason: null,
        status: 200,
        attempts: 4,
        ms: 20,
      },
    ])
  })

  test('is not told of as long as its end is not in the journal', async () => {
    const { events, go } = run({
      journal: () => ({ ended: () => Promise.reject(new Error('disk full')) }),
    })
    await expect(go(leavers(1))).rejects.toThrow('disk full')
    expect(events).toEqual([])
  })

  test('tells of each further attempt, by row and user', async () => {
    const retry: Retry = { step: 'deactivate', attempt: 1, cause: 'http_503', delayMs: 400 }
    const { events, go } = run({
      perform: (step, onRetry) => {
        if (step.do === 'deactivate') onRetry(retry)
        return willing(step, onRetry)
      },
    })
    await go(leavers(1, 7))
    expect(events[0]).toEqual({
      type: 'retry',
      run: '20261123T184500Z-3f9c',
      row: 7,
      userId: 'u7',
      retry,
    })
  })

  test('that needs no request is ended without one', async () => {
    const { diary, events, go } = run()
    const known = { id: 'somebody', email: null, name: null, role: 'learner', deactivated: true }
    await go(leavers(1).map((one) => ({ ...one, known })))
    expect(diary).toEqual(['ended 1: mismatch'])
    expect(events).toMatchObject([{ type: 'row_ended', attempts: 0, status: null }])
  })

  test('tells no name, no address and no words of the platform', async () => {
    const { events, go } = run({
      perform: (step) =>
        step.do === 'deactivate'
          ? { kind: 'rejected', status: 422, message: 'Ute Vogel is an expert', delivery: ONCE }
          : {
              kind: 'user',
              status: 200,
              user: {
                id: 'u1',
                email: 'ute@example.com',
                name: 'Ute Vogel',
                role: 'learner',
                deactivated: false,
              },
              delivery: ONCE,
            },
    })
    await go(leavers(1))
    expect(events).toMatchObject([{ outcome: 'refused', status: 422 }])
    expect(JSON.stringify(events)).not.toMatch(/ute|vogel|expert/i)
  })
})

describe('the ledger', () => {
  test('that cannot take an intent keeps the step from being sent, and ends the run', async () => {
    const { diary, events, go } = run({
      journal: (log) => ({
        intend: (_, step) => {
          log.push(`intend ${saying(step)}`)
          return Promise.reject(new Error('disk full'))
        },
      }),
    })
    await expect(go(leavers(3))).rejects.toThrow('disk full')
    expect(diary).toEqual(['intend deactivate u1'])
    expect(events).toEqual([])
  })

  test('that fails between two steps keeps the second from being sent', async () => {
    const { diary, go } = run({
      journal: (log) => {
        const broken = new Error('disk full')
        return {
          answered: () => {
            log.push('answered')
            return Promise.reject(broken)
          },
          intend: (_, step) => (step.do === 'delete' ? Promise.reject(broken) : Promise.resolve()),
        }
      },
    })
    await expect(go(leavers(2))).rejects.toThrow('disk full')
    expect(diary).toEqual(['send deactivate u1', 'answered'])
  })

  test('that cannot take what interrupted a row ends the run', async () => {
    const { go } = run({
      perform: () => ({ kind: 'stopped', delivery: ONCE }),
      journal: () => ({ answered: () => Promise.reject(new Error('disk full')) }),
    })
    await expect(go(leavers(1))).rejects.toThrow('disk full')
  })

  test.each(['intend', 'ended'] as const)(
    'that fails (%s) ends the waits of the others, and halts what they announced before and have not sent',
    async (write) => {
      const { stop, go } = run({
        journal: () => ({ [write]: () => Promise.reject(new Error('disk full')) }),
      })
      await expect(go(leavers(3), 2)).rejects.toThrow('disk full')
      expect([stop.signal.aborted, stop.halted.aborted]).toEqual([true, true])
    },
  )

  test('that is well halts nobody, whether the run is over or told to stop', async () => {
    const { stop, go } = run()
    await go(leavers(3), 2)
    stop.over()
    stop.because({ kind: 'signal', signal: 'SIGTERM' })
    expect([stop.signal.aborted, stop.halted.aborted]).toEqual([true, false])
  })

  test('is done with every end before anybody hears that the rows came to a stop, also by an error', async () => {
    let isWritten = false
    const { go } = run({
      journal: () => ({
        ended: () =>
          new Promise((resolve) => {
            setImmediate(() => {
              isWritten = true
              resolve()
            })
          }),
      }),
    })
    function* broken(): Generator<Leaver> {
      yield* leavers(1)
      throw new Error('the list cannot be read any further')
    }
    await expect(go(broken())).rejects.toThrow('cannot be read any further')
    expect(isWritten).toBe(true)
  })

  test('that fails for one row admits no further one, and lets those in flight end', async () => {
    const { diary, go } = run({
      journal: (log) => ({
        ended: (row, { outcome }) => {
          if (row === 1) return Promise.reject(new Error('disk full'))
          log.push(`ended ${row}: ${outcome}`)
          return Promise.resolve()
        },
      }),
    })
    await expect(go(leavers(10), 2)).rejects.toThrow('disk full')
    const ended = diary.filter((line) => line.startsWith('ended'))
    expect(ended).toEqual(['ended 2: deleted'])
    expect(diary.filter((line) => line.startsWith('send deactivate'))).toHaveLength(2)
  })
})

describe('a run', () => {
  test.each([1, 5, 20])('at concurrency %i ends every row once', async (concurrency) => {
    const { events, go } = run()
    await go(leavers(100), concurrency)
    const rows = events.map((event) => (event.type === 'row_ended' ? event.row : null))
    expect(rows.toSorted((a, b) => Number(a) - Number(b))).toEqual(leavers(100).map(({ row }) => row))
  })

  test.each([1, 3])('works on at most %i rows at a time', async (concurrency) => {
    let working = 0
    let most = 0
    const { go } = run({
      // A commit takes its time, so that all places are taken.
      journal: () => ({ intend: () => new Promise((resolve) => setImmediate(resolve)) }),
      perform: (step, onRetry) => {
        if (step.do === 'deactivate') working += 1
        most = Math.max(most, working)
        if (step.do === 'delete') working -= 1
        return willing(step, onRetry)
      },
    })
    await go(leavers(20), concurrency)
    expect(most).toBe(concurrency)
  })

  test('takes no more rows from the ledger than it works on', async () => {
    let taken = 0
    let ended = 0
    let most = 0
    function* rows(): Generator<Leaver> {
      for (const one of leavers(50)) {
        taken += 1
        most = Math.max(most, taken - ended)
        yield one
      }
    }
    const { go } = run({
      journal: () => ({
        ended: () => {
          ended += 1
          return Promise.resolve()
        },
      }),
    })
    await go(rows(), 4)
    expect([taken, ended]).toEqual([50, 50])
    expect(most).toBeLessThanOrEqual(4)
  })

  test.each([401, 403])(
    'ends when the key is rejected (%i), with the row that met it unfinished',
    async (status) => {
      const { diary, events, stop, go } = run({
        perform: (step, onRetry) =>
          step.userId === 'u2' ? { kind: 'key_rejected', status, delivery: ONCE } : willing(step, onRetry),
      })
      await go(leavers(5))
      expect(stop.reason).toEqual({ kind: 'key_rejected', status })
      expect(diary.slice(-3)).toEqual([
        'durable deactivate u2',
        'send deactivate u2',
        'answered deactivate u2: key_rejected',
      ])
      expect(events).toMatchObject([{ row: 1, outcome: 'deleted' }])
    },
  )

  test('told to stop finishes the rows in flight, both steps of them, and admits no other', async () => {
    const { diary, stop, go } = run({
      perform: (step, onRetry) => {
        if (step.do === 'deactivate' && step.userId === 'u2')
          stop.because({ kind: 'signal', signal: 'SIGTERM' })
        return willing(step, onRetry)
      },
    })
    await go(leavers(5))
    expect(diary.filter((line) => line.startsWith('ended'))).toEqual(['ended 1: deleted', 'ended 2: deleted'])
    expect(stop.reason).toEqual({ kind: 'signal', signal: 'SIGTERM' })
  })

  test('keeps its first reason to stop', async () => {
    const { stop, go } = run({
      perform: () => {
        stop.because({ kind: 'signal', signal: 'SIGINT' })
        return { kind: 'key_rejected', status: 401, delivery: ONCE }
      },
    })
    await go(leavers(3))
    expect(stop.reason).toEqual({ kind: 'signal', signal: 'SIGINT' })
  })

  test('records no end for a row that was stopped while waiting, so that the next run carries it on', async () => {
    const { diary, events, stop, go } = run({
      perform: () => {
        stop.because({ kind: 'signal', signal: 'SIGINT' })
        return { kind: 'stopped', delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true } }
      },
    })
    await go(leavers(3))
    expect(diary.at(-1)).toBe('answered deactivate u1: stopped')
    expect(events).toEqual([])
  })

  test('told to stop beforehand touches nobody', async () => {
    const { diary, stop, go } = run()
    stop.because({ kind: 'signal', signal: 'SIGINT' })
    await go(leavers(3), 2)
    expect(diary).toEqual([])
  })

  test('goes on past rows that ended badly', async () => {
    const { events, go } = run({
      perform: (step, onRetry) =>
        step.userId === 'u1'
          ? { kind: 'not_found', status: 404, delivery: ONCE }
          : step.userId === 'u2'
            ? {
                kind: 'failed',
                status: 503,
                reason: 'the platform answered 503',
                delivery: { attempts: 6, throttled: 0, retries: [], mayHaveArrived: false },
              }
            : willing(step, onRetry),
    })
    await go(leavers(3))
    expect(events).toMatchObject([
      { row: 1, outcome: 'not_found', status: 404, attempts: 1 },
      { row: 2, outcome: 'failed', status: 503, attempts: 6 },
      { row: 3, outcome: 'deleted', status: 200, attempts: 2 },
    ])
  })

  test('throws what the platform was not expected to throw', async () => {
    const { go } = run({
      perform: () => {
        throw new TypeError('a defect')
      },
    })
    await expect(go(leavers(1))).rejects.toThrow('a defect')
  })
})

describe('a row whose records are to be saved', () => {
  const ARCHIVE: Policy = { ...DELETE, archive: 'records' }

  test('has the answer of the archive in the journal before the intent to delete', async () => {
    const { diary, events, go } = run({
      archive: ({ userId, row }) => {
        diary.push(`save ${userId} of row ${row}`)
        return Promise.resolve({ kind: 'done', status: 200, delivery: { ...ONCE, attempts: 3 } })
      },
    })
    await go(leavers(1), 1, ARCHIVE)
    expect(diary.slice(4, 9)).toEqual([
      'save u1 of row 1',
      'answered archive u1: done',
      'intend delete u1',
      'durable delete u1',
      'send delete u1',
    ])
    expect(events).toMatchObject([{ outcome: 'deleted', attempts: 5 }])
  })

  test('stops the run where they cannot be written, and has no end', async () => {
    const { diary, events, stop, go } = run({
      archive: () => Promise.resolve({ kind: 'not_written', message: 'ENOSPC', delivery: ONCE }),
    })
    await go(leavers(3), 1, ARCHIVE)
    expect(stop.reason).toEqual({ kind: 'archive_not_written', message: 'ENOSPC' })
    expect(diary.at(-1)).toBe('answered archive u1: stopped')
    expect(diary.filter((line) => line.startsWith('send'))).toEqual(['send deactivate u1'])
    expect(events).toEqual([])
  })

  test('is a defect in a run without an archive', async () => {
    await expect(run().go(leavers(1), 1, ARCHIVE)).rejects.toThrow('this run has no archive')
  })
})
