import { describe, expect, test } from 'vitest'
import { listSite, type ListedSite } from '../../../src/batch/comparing/list-site.ts'
import { Stop } from '../../../src/batch/stop.ts'
import type { PageAnswer } from '../../../src/offboarding/answer.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'

const DELIVERY = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

const user = (n: number): User => ({
  id: `u${n}`,
  email: null,
  name: null,
  role: null,
  deactivated: false,
})

/** A site that shows its users in pages, and remembers which were asked for. `before` may change it first. */
function site(
  users: User[],
  {
    told,
    before,
    concurrency = 3,
  }: { told?: number; before?: (offset: number) => void; concurrency?: number } = {},
): { asked: number[]; list: () => ReturnType<typeof listSite>; stop: Stop; progress: string[] } {
  const asked: number[] = []
  const progress: string[] = []
  const stop = new Stop()
  const listUsers = async (offset: number): Promise<PageAnswer> => {
    asked.push(offset)
    before?.(offset)
    await Promise.resolve()
    const page = users.slice(offset, offset + 20)
    const totalCount = told ?? users.length
    return { kind: 'page', status: 200, users: page, entries: page.length, totalCount, delivery: DELIVERY }
  }
  const list = (): ReturnType<typeof listSite> =>
    listSite(concurrency, {
      run: 'compare-1',
      platform: { listUsers },
      stop,
      emit: (event) => {
        if (event.type === 'looking_up') progress.push(`${event.done}/${event.of}`)
      },
    })
  return { asked, list, stop, progress }
}

const people = (count: number): User[] => Array.from({ length: count }, (_, n) => user(n))

describe('listSite', () => {
  test.each([0, 1, 19, 20, 21, 40, 41, 200])(
    'reads %i users in as many requests as they have pages',
    async (count) => {
      const { asked, list, progress } = site(people(count))
      const listed = (await list()) as ListedSite
      expect(listed.users.map(({ id }) => id)).toEqual(people(count).map(({ id }) => id))
      const pages = Math.max(1, Math.ceil(count / 20))
      expect(asked).toHaveLength(pages)
      expect(listed).toMatchObject({ told: count, unseen: 0, isChanged: false, requests: { total: pages } })
      expect(progress.at(-1)).toBe(`${pages}/${pages}`)
    },
  )

  test('reads on where there are more users than the site tells', async () => {
    const { asked, list } = site(people(70), { told: 21 })
    expect(((await list()) as ListedSite).users).toHaveLength(70)
    expect(asked).toEqual([0, 20, 40, 60])
  })

  test('ends at an empty page, and says how many users it has not seen', async () => {
    const { asked, list } = site(people(40), { told: 5_000, concurrency: 1 })
    expect(await list()).toMatchObject({ told: 5_000, unseen: 4_960 })
    expect(asked).toEqual([0, 20, 40])
  })

  test('reads what is added meanwhile, and everybody once', async () => {
    const users = people(40)
    const { list } = site(users, {
      before: (offset) => {
        if (offset === 20) users.unshift(user(100), user(101), user(102))
      },
      concurrency: 1,
    })
    const listed = (await list()) as ListedSite
    expect(listed.users.map(({ id }) => id).sort()).toEqual(
      people(40)
        .map(({ id }) => id)
        .sort(),
    )
    expect(listed).toMatchObject({ told: 43, unseen: 3, isChanged: true })
  })

  test('notices that somebody went meanwhile', async () => {
    const users = people(60)
    const { list } = site(users, {
      before: (offset) => {
        if (offset === 20) users.shift()
      },
      concurrency: 1,
    })
    expect(await list()).toMatchObject({ told: 59, isChanged: true })
  })

  test('asks for no further page once it is told to stop', async () => {
    const { asked, list, stop } = site(people(200), {
      before: (offset) => {
        if (offset === 20) stop.because({ kind: 'signal', signal: 'SIGINT' })
      },
      concurrency: 1,
    })
    await list()
    expect(asked).toEqual([0, 20])
  })
})
