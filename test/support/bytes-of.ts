import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** All files in a folder and its folders, with the texts of `wanted` that their bytes hold, in UTF-8 or UTF-16, in any case. */
export function filesThatHold(folder: string, wanted: readonly string[]): Record<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  )
  const found = files.map((file) => {
    const bytes = readFileSync(join(folder, file))
    const texts = [bytes.toString('latin1').toLowerCase(), bytes.toString('utf16le').toLowerCase()]
    const held = wanted.filter((text) => texts.some((one) => one.includes(latin1(text).toLowerCase())))
    return [file, held] as const
  })
  return Object.fromEntries(found.filter(([, held]) => held.length > 0))
}

/** A text as its UTF-8 bytes look when each is taken for a character. */
const latin1 = (text: string): string => Buffer.from(text).toString('latin1')
