import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { terminalPictures } from '../../scripts/pictures/terminal-pictures.ts'

test('the pictures of the terminal show what the tool shows: npm run pictures draws them', async () => {
  const { pictures } = await terminalPictures()
  for (const [name, picture] of Object.entries(pictures))
    expect(readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url), 'utf8')).toBe(picture)
})
