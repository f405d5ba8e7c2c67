import { expect, test } from 'vitest'
import { someSeed } from '../arrange.ts'
import { canMount, mountMemory } from '../volume.ts'
import { manyRounds } from './many-rounds.ts'

const mayMount = canMount(() => mountMemory(64), 'an inbox on a full volume')

test('jobs over an inbox that are killed again and again: every list is in one place, and everybody is told of once', async () => {
  const rounds = await manyRounds({ seed: someSeed(), rounds: 2, isHurried: true, mayMount })
  expect(rounds.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  // Otherwise nothing was tried.
  expect(rounds.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(0)
})
