import { describe, expect, test } from 'vitest'
import { zip } from '../../../scripts/lists/zip.ts'
import { readAll } from '../support.ts'
import { bombs, plainParts } from './bombs.ts'

// How long these take, and how much memory, bench/workbook-bombs.ts shows.
describe('a workbook that is none', () => {
  test('the parts of which they are made are a workbook', async () => {
    const { rows } = await readAll(zip(plainParts()))
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([[2, ['u1a']]])
  })

  test.each(bombs())('is refused: $title', async ({ bytes, says }) => {
    expect(bytes.length).toBeLessThan(16 * 1024 * 1024)
    await expect(readAll(bytes)).rejects.toThrow(says)
    await expect(readAll(bytes)).rejects.toMatchObject({ name: 'ListError' })
  })
})
