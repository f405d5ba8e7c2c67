import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** Which rooms of the house may be imported from which. Everything else is forbidden. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'bin.ts': ['cli'],
  cli: [
    'offboarding',
    'batch',
    'archive',
    'inbox',
    'leavers',
    'konstantly',
    'ledger',
    'report',
    'sandbox',
    'logging',
    'monitoring',
    'files',
  ],
  batch: ['offboarding'],
  leavers: ['offboarding'],
  konstantly: ['offboarding'],
  archive: ['offboarding', 'files'],
  inbox: ['offboarding', 'files'],
  ledger: ['offboarding', 'files'],
  report: ['offboarding', 'files'],
  sandbox: ['offboarding'],
  logging: ['offboarding'],
  monitoring: ['offboarding', 'files'],
  offboarding: [],
  files: [],
}

interface Import {
  file: string
  from: string
  target: string
}

const sources: readonly string[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)

const read = (file: string): string => readFileSync(join(SRC, file), 'utf8')

const imports: Import[] = sources.flatMap((file) =>
  [...read(file).matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => ({
    file,
    from: file.split('/')[0] ?? '',
    target: match[1] ?? '',
  })),
)

const local = imports.filter(({ target }) => target.startsWith('.'))

/** The file that an import names, from `src/`. */
const importedFile = ({ file, target }: Import): string => relative(SRC, resolve(SRC, dirname(file), target))

const room = (one: Import): string => importedFile(one).split('/')[0] ?? ''

/** The room within the room that a file stands in; a file of no inner room counts as one of its own. */
const innerRoom = (file: string): string => (file.split('/').length > 2 ? dirname(file) : file)

/** A way along the arrows that comes back to where it began; empty where there is none. */
function circle(arrows: readonly (readonly [from: string, to: string])[]): string[] {
  const targets = Map.groupBy(arrows, ([from]) => from)
  const done = new Set<string>()
  const follow = (node: string, way: readonly string[]): string[] => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node]
    if (done.has(node)) return []
    for (const [, to] of targets.get(node) ?? []) {
      const found = follow(to, [...way, node])
      if (found.length > 0) return found
    }
    done.add(node)
    return []
  }
  return [...targets.keys()].map((node) => follow(node, [])).find((way) => way.length > 0) ?? []
}

const MAX_FILE_LINES = 250
const MAX_FUNCTION_LINES = 50
const MAX_FILES = 14

/** The functions of a source text that are longer than allowed, `name: lines`. Empty lines, and those of comments alone, do not count. */
function longFunctions(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line
  const written = new Set<number>()
  const long: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return
    if (node.getChildCount() === 0 && node.kind !== ts.SyntaxKind.EndOfFileToken) {
      for (let line = lineAt(node.getStart()); line <= lineAt(node.end); line += 1) written.add(line)
    }
    node.getChildren().forEach(visit)
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return
    const [first, last] = [lineAt(node.getStart()), lineAt(node.end)]
    const lines = [...written].filter((line) => line >= first && line <= last).length
    if (lines > MAX_FUNCTION_LINES) long.push(`${nameOf(node)}: ${lines}`)
  }
  visit(source)
  return long
}

/** The name of a function, or of what it is the value of. */
function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name === undefined && 'name' in node.parent ? node.parent : node
  return 'name' in named ? (named.name as ts.Node).getText() : 'a function'
}

describe('the house', () => {
  test('has the rooms that the rules speak of, and no others', () => {
    expect(readdirSync(SRC).sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  test('lets rooms import only who they may', () => {
    expect(local.length).toBeGreaterThan(50)
    const forbidden = local.filter(
      (one) => room(one) !== one.from && !MAY_IMPORT[one.from]?.includes(room(one)),
    )
    expect(forbidden).toEqual([])
  })

  test('finds a circle where there is one', () => {
    expect(
      circle([
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
      ]),
    ).toEqual(['b', 'c', 'b'])
  })

  test('has no files that import each other in a circle', () => {
    expect(circle(local.map((one) => [one.file, importedFile(one)]))).toEqual([])
  })

  test('lets the rooms within a room import each other one way only', () => {
    const inner = local
      .map((one) => [innerRoom(one.file), innerRoom(importedFile(one))] as const)
      .filter(([from, to]) => from !== to)
    expect(circle(inner)).toEqual([])
  })

  test('has no file that is longer than a newcomer reads at once', () => {
    const long = sources
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > MAX_FILE_LINES)
    expect(long).toEqual([])
  })

  test('counts the lines of a function without those that are empty or comments alone', () => {
    const body = `\n  // said\n\n  /** at\n   * length */\n${'  one()\n'.repeat(48)}`
    expect(longFunctions(`const f = () => {${body}}\n`)).toEqual([])
    expect(longFunctions(`const f = () => {${body}  two()\n}\n`)).toEqual(['f: 51'])
    expect(longFunctions(`class A {\n  m() {${body}  two()\n}\n}\n`)).toEqual(['m: 51'])
  })

  test('has no function that is longer than a screen', () => {
    expect(sources.flatMap((file) => longFunctions(read(file)).map((what) => `${file}, ${what}`))).toEqual([])
  })

  test('has no folder that takes long to look through', () => {
    // A command is a pair of files with one name.
    const folders = Map.groupBy(
      sources.filter((file) => !file.endsWith('.meta.ts')),
      dirname,
    )
    expect(folders.size).toBeGreaterThan(10)
    const full = [...folders].map(([folder, files]) => [folder, files.length] as const)
    expect(full.filter(([, files]) => files > MAX_FILES)).toEqual([])
  })

  test('keeps the domain free of I/O, clocks and libraries', () => {
    // Of Node's own modules only one that computes: how a domain is spelled.
    const isPure = (target: string): boolean => target.startsWith('.') || target === 'node:url'
    expect(imports.filter(({ from, target }) => from === 'offboarding' && !isPure(target))).toEqual([])
    const domain = sources.filter((file) => file.startsWith('offboarding/')).map(read)
    expect(domain.length).toBeGreaterThan(20)
    expect(domain.filter((text) => /\bDate[.(]|Math\.random|process\.|console\./.test(text))).toEqual([])
  })

  test('leaves the process to the bin file', () => {
    const elsewhere = sources.filter(
      (file) =>
        file !== 'bin.ts' && /process\.(exit|exitCode|argv|env|stdin|stdout|stderr|on)\b/.test(read(file)),
    )
    expect(elsewhere).toEqual([])
  })
})
