import { describe, expect, test } from 'vitest'
import { chooseRuns } from '../../../src/batch/forgetting/choose-runs.ts'
import { forgetRuns } from '../../../src/batch/forgetting/forget-runs.ts'
import type { Candidate } from '../../../src/offboarding/ports/forgetting.ts'
import type { Forgotten, RunRecord } from '../../../src/offboarding/run/run.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const BEGUN: Forgotten = { at: '2026-05-01T00:00:00.000Z', done: null, osUser: 'ops', key: 'k', files: [] }

const record = (id: string, ended: string, forgotten: Forgotten | null = null): RunRecord => ({
  ...IDENTITY,
  id,
  started: ended,
  ended: `${ended}T12:00:00.000Z`,
  status: 'finished',
  exitCode: 0,
  reported: ended,
  pace: { probes: 0, quotaWaitMs: 0, retryWaitMs: 0, outageMs: 0, quotaShareUsed: null, quotaLimit: null },
  version: '0.0.0',
  forgotten,
})

const ALL: readonly Candidate[] = [
  { run: record('old', '2026-01-01'), hasWaits: false, hasArchive: false, kept: null },
  { run: record('stuck', '2026-01-02'), hasWaits: false, hasArchive: false, kept: { kind: 'unfinished' } },
  { run: record('archived', '2026-01-03'), hasWaits: false, hasArchive: false, kept: null },
  { run: record('kept', '2026-01-04'), hasWaits: false, hasArchive: true, kept: null },
  { run: record('begun', '2026-07-01', BEGUN), hasWaits: false, hasArchive: false, kept: null },
  { run: record('young', '2026-06-01'), hasWaits: false, hasArchive: false, kept: null },
]

function chosen(only: readonly string[], deletesArchive = false): unknown {
  const request = { before: new Date('2026-06-01T00:00:00Z'), only, deletesArchive }
  const { runs, kept } = chooseRuns(ALL, request, (run) => run === 'archived')
  return [runs.map(({ id }) => id), kept.map(({ run, why }) => [run.id, why.kind])]
}

describe('the runs to forget', () => {
  test('are those that are old enough and that nothing keeps, and always those that were begun with', () => {
    expect(chosen([])).toEqual([
      ['old', 'begun'],
      [
        ['stuck', 'unfinished'],
        ['archived', 'archive'],
        ['kept', 'archive'],
      ],
    ])
    expect(chosen([], true)).toEqual([['old', 'archived', 'kept', 'begun'], [['stuck', 'unfinished']]])
  })

  test('are only those that were named, if any was', () => {
    expect(chosen(['old'])).toEqual([['old', 'begun'], []])
    expect(chosen(['young'])).toEqual([['begun'], [['young', 'too_young']]])
  })
})

describe('a run from which it is known what became of those who waited', () => {
  const run = (id: string, ended: string, hasWaits: boolean, site = 'acme'): Candidate => ({
    run: { ...record(id, ended), site },
    hasWaits,
    hasArchive: false,
    kept: null,
  })
  const RUNS = [
    run('waits', '2026-01-01', true),
    run('purge', '2026-02-01', false),
    run('elsewhere', '2026-02-02', false, 'other'),
    run('young waits', '2026-08-01', true),
    run('last', '2026-03-01', false),
  ]
  const chosenOf = (only: readonly string[]): unknown => {
    const request = { before: new Date('2026-06-01T00:00:00Z'), only, deletesArchive: false }
    const { runs, kept } = chooseRuns(RUNS, request, () => false)
    return [runs.map(({ id }) => id), kept.map(({ run: { id }, why }) => [id, why])]
  }

  test('is forgotten with or after that one, and never before', () => {
    expect(chosenOf([])).toEqual([
      ['waits', 'purge', 'elsewhere'],
      [['last', { kind: 'after_waits', since: 'young waits' }]],
    ])
    expect(chosenOf(['purge', 'elsewhere'])).toEqual([
      ['elsewhere'],
      [['purge', { kind: 'after_waits', since: 'waits' }]],
    ])
  })
})

describe('forgetting', () => {
  /** Notes each thing that is done, and fails at the one with this number. */
  function world(failsAt = Infinity, stop = new AbortController()) {
    const done: string[] = []
    const note = (what: string): Promise<void> => {
      if (done.length === failsAt) return Promise.reject(new Error('crash'))
      done.push(what)
      return Promise.resolve()
    }
    const unused = (): Promise<never> => Promise.reject(new Error('not asked for'))
    return {
      done,
      stop: stop.signal,
      forgetting: {
        candidates: unused,
        rowsOf: unused,
        silentRuns: unused,
        erase: (run: string) => note(`erase ${run}`),
        finish: (runs: readonly string[]) => note(`finish ${runs.join()}`),
      },
      folders: {
        filesNow: async (run: string) => {
          await note(`look at ${run}`)
          return []
        },
        rewrite: async (run: string) => {
          await note(`rewrite ${run}`)
          if (run === 'last-but-one') stop.abort()
          return run === 'begun' ? ['notes.txt'] : []
        },
      },
    }
  }
  const runs = [record('old', '2026-01-01'), record('begun', '2026-07-01', BEGUN)]

  test('is the ledger first, then the folder, and over only when both are done', async () => {
    const { done, ...deps } = world()
    expect(await forgetRuns(runs, deps)).toEqual({
      runs: ['old', 'begun'],
      left: [{ run: 'begun', names: ['notes.txt'] }],
    })
    expect(done).toEqual(['look at old', 'erase old', 'rewrite old', 'rewrite begun', 'finish old,begun'])
  })

  test.each([0, 1, 2, 3, 4])('that breaks off at its step %i has finished no run', async (step) => {
    const { done, ...deps } = world(step)
    await expect(forgetRuns(runs, deps)).rejects.toThrow('crash')
    expect(done.filter((what) => what.startsWith('finish'))).toEqual([])
  })

  test('begins with no further run once it is told to stop, and finishes those it has begun with', async () => {
    const { done, ...deps } = world()
    const three = [record('last-but-one', '2026-01-01'), ...runs]
    expect((await forgetRuns(three, deps)).runs).toEqual(['last-but-one'])
    expect(done.at(-1)).toBe('finish last-but-one')
  })
})
