import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { terminalPictures } from '../../scripts/pictures/terminal-pictures.ts'

const PICTURES = new URL('../../docs/pictures/', import.meta.url)
const MAX_BYTES = 150 * 1024

test('the pictures of the terminal show what the tool shows: npm run pictures draws them', async () => {
  const { pictures } = await terminalPictures()
  for (const [name, picture] of Object.entries(pictures))
    expect(readFileSync(new URL(name, PICTURES), 'utf8')).toBe(picture)
})

test('the pictures are small, since they are in the package', () => {
  const pictures = readdirSync(PICTURES)
  expect(pictures).toContain('report.png')
  expect(pictures.filter((name) => statSync(new URL(name, PICTURES)).size > MAX_BYTES)).toEqual([])
})
