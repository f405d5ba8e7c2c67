import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** Which rooms of the house may be imported from which. Everything else is forbidden. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'bin.ts': ['cli'],
  cli: ['offboarding', 'batch', 'leavers', 'konstantly', 'ledger', 'report', 'sandbox', 'logging', 'files'],
  batch: ['offboarding'],
  leavers: ['offboarding'],
  konstantly: ['offboarding'],
  ledger: ['offboarding', 'files'],
  report: ['offboarding', 'files'],
  sandbox: ['offboarding'],
  logging: ['offboarding'],
  offboarding: [],
  files: [],
}

interface Import {
  file: string
  from: string
  target: string
}

const imports: Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const text = readFileSync(join(SRC, file), 'utf8')
    return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => ({
      file,
      from: file.split('/')[0] ?? '',
      target: match[1] ?? '',
    }))
  })

const room = ({ file, target }: Import): string =>
  relative(SRC, resolve(SRC, dirname(file), target)).split('/')[0] ?? ''

describe('the house', () => {
  test('has the rooms that the rules speak of, and no others', () => {
    expect(readdirSync(SRC).sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  test('lets rooms import only who they may', () => {
    const local = imports.filter(({ target }) => target.startsWith('.'))
    expect(local.length).toBeGreaterThan(50)
    const forbidden = local.filter(
      (one) => room(one) !== one.from && !MAY_IMPORT[one.from]?.includes(room(one)),
    )
    expect(forbidden).toEqual([])
  })

  test('keeps the domain free of I/O, clocks and libraries', () => {
    // Of Node's own modules only one that computes: how a domain is spelled.
    const isPure = (target: string): boolean => target.startsWith('./') || target === 'node:url'
    expect(imports.filter(({ from, target }) => from === 'offboarding' && !isPure(target))).toEqual([])
    const domain = readdirSync(join(SRC, 'offboarding')).map((file) =>
      readFileSync(join(SRC, 'offboarding', file), 'utf8'),
    )
    expect(domain.filter((text) => /\bDate\b|Math\.random|process\.|console\./.test(text))).toEqual([])
  })

  test('leaves the process to the bin file', () => {
    const elsewhere = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'bin.ts')
      .filter((file) =>
        /process\.(exit|exitCode|argv|env|stdin|stdout|stderr|on)\b/.test(
          readFileSync(join(SRC, file), 'utf8'),
        ),
      )
    expect(elsewhere).toEqual([])
  })
})
