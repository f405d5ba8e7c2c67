import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'
import { DOCUMENTS, fencesOf, wordsOf, type Document } from './documents.ts'

const LIST = readFileSync(new URL('../../fixtures/demo/leavers.csv', import.meta.url))

/** The blocks that are run: `sh run` stands behind their fence. */
const blocksOf = (document: Document): string[][] =>
  fencesOf(document)
    .filter(({ info }) => info === 'sh run')
    .map(({ lines }) => lines)

/** How a line ends where it does not say so: well, with or without rows of the sample list that need attention. */
const ENDS_WELL = [0, 3]

/** The exit codes with which a line may end. `# exit code 4` behind it names another one. */
function expectedOf(line: string): readonly number[] {
  const named = / # exit code (\d+)/.exec(line)?.[1]
  return named === undefined ? ENDS_WELL : [Number(named)]
}

/** The words of a command line for the sandbox, whose address and key are in the environment. */
function forSandbox(words: readonly string[]): string[] {
  const at = words.indexOf('--site')
  return at === -1 ? [...words] : words.toSpliced(at, 2)
}

const runnable = DOCUMENTS.filter((document) => blocksOf(document).length > 0)

describe('what documents tell people to type goes as they say', () => {
  test.each(runnable)('in $path', async (document) => {
    const before = process.cwd()
    for (const lines of blocksOf(document)) {
      const platform = await sandbox({ users: 200 })
      const folder = temporaryFolder()
      writeList(folder, LIST)
      process.chdir(folder)
      try {
        for (const line of lines.filter((one) => !one.startsWith('export '))) {
          const words = wordsOf(line)
          if (words === null) throw new Error(`${document.path}: this line cannot be run: ${line}`)
          const { exitCode, stderr } = await cli(forSandbox(words), {
            env: { KONSTANTLY_BASE_URL: platform.baseUrl, KONSTANTLY_API_KEY: platform.apiKey },
            types: ['28'],
            deps: { open: () => Promise.resolve(null) },
          })
          expect(expectedOf(line), `${line}: ${stderr}`).toContain(exitCode)
        }
      } finally {
        process.chdir(before)
      }
    }
  })

  test('is found', () => {
    expect(runnable.map(({ path }) => path)).toContain('README.md')
  })
})
