import nock from 'nock'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Sandbox } from '../../src/sandbox/server.ts'

// Once it is loaded it stands between every client and the network, also for the next file of this worker.
nock.restore()

/** Lets nock work for the tests of a file, and no longer. */
export function nockInThisFile(): void {
  beforeAll(() => {
    nock.activate()
  })
  afterAll(() => {
    nock.restore()
  })
}

/** Answers some requests in place of a sandbox, until the test ends or `undo` is called. Paths begin with `path`. */
export function inPlaceOf({ baseUrl }: Sandbox): { scope: nock.Scope; path: string; undo: () => void } {
  const { origin, pathname } = new URL(baseUrl)
  if (!nock.isActive()) nock.activate()
  const undo = (): void => {
    nock.cleanAll()
    nock.restore()
  }
  onTestFinished(undo)
  return { scope: nock(origin, { allowUnmocked: true }), path: pathname, undo }
}
