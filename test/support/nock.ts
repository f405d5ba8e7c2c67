import nock from 'nock'
import { afterAll, beforeAll } from 'vitest'

/** Lets nock work for the tests of a file. Once it is loaded it stands between every client and the network, also for the next file. */
export function nockInThisFile(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate()
  })
  afterAll(() => {
    nock.restore()
  })
}
