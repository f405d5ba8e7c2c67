import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FLAG_REFERENCE, flagReference } from '../../scripts/flag-reference.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { guard, number, toggle } from '../../src/cli/flags/flag.ts'

test('docs/flags.md is what `npm run flags` makes of the tables', async () => {
  expect(readFileSync(FLAG_REFERENCE, 'utf8')).toBe(await flagReference(COMMANDS))
})

test('a flag has one row for the commands that share it, and another where its default is another', async () => {
  const command = { works: null, describe: 'Does it', examples: [] }
  const range = { min: 0, max: 9 }
  const text = await flagReference([
    { ...command, name: 'one', flags: { speed: number('How fast', 1, range), fast: toggle('Fast | slow') } },
    { ...command, name: 'two', flags: { speed: number('How fast', 1, range) } },
    { ...command, name: 'three', flags: { speed: guard(number('How fast', 2, range)) } },
  ])
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| `--'))
    .map((line) => line.replace(/ +/g, ' '))
  expect(rows).toEqual([
    '| `--speed <n>` | How fast | 1 | `KONSTANTLY_SPEED` | `one`, `two` |',
    '| `--fast` | Fast \\| slow | off | `KONSTANTLY_FAST` | `one` |',
    '| `--speed <n>` | How fast | 2 | `KONSTANTLY_SPEED` † | `three` |',
  ])
})
