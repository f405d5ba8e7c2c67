import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { en } from '../../../src/leavers/vocabulary/en.ts'
import { LANGUAGES, splitWords } from '../../../src/leavers/vocabulary/languages.ts'
import { wordsOf } from '../../../src/leavers/vocabulary/normalize.ts'
import type { Vocabulary } from '../../../src/leavers/vocabulary/vocabulary.ts'

const ROOM = fileURLToPath(new URL('../../../src/leavers', import.meta.url))

const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('vocabulary/'))
  .sort()

interface Literal {
  file: string
  text: string
  isPattern: boolean
}

/** The literals of a file: strings, the fixed parts of templates, and regular expressions. Comments may hold examples. */
function literalsIn(file: string): Literal[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOM, file), 'utf8'), ts.ScriptTarget.Latest)
  const found: Literal[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return
    const isPattern = ts.isRegularExpressionLiteral(node)
    if (
      isPattern ||
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      found.push({ file, text: node.text, isPattern })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const literals = files.flatMap(literalsIn)

/** The single words of a language that have at least so many letters. */
const wordsIn = (language: Vocabulary, letters: number): string[] =>
  Object.entries(language)
    .flatMap(([name, group]: [string, object]) => (name === 'alphabet' ? [] : [group]))
    .flatMap((group: object) => Object.values(group).flat() as unknown[])
    .filter((words) => typeof words === 'string')
    .flatMap(splitWords)
    .flatMap(wordsOf)
    .filter((word) => /^\p{L}+$/u.test(word) && word.length >= letters)

/** The words of a literal, without what only looks like one in a regular expression. */
const wordsOfLiteral = ({ text, isPattern }: Literal): string[] =>
  wordsOf(
    isPattern ? text.replace(/\\[pP]\{[^}]*\}|\\u[\dA-F]{4}|\\[a-zA-Z]|\(\?<\w+>|\/[a-z]*$/g, ' ') : text,
  )

const uses = (all: readonly Literal[], words: ReadonlySet<string>): string[] => {
  const found = all.flatMap((one) =>
    wordsOfLiteral(one).flatMap((word) => (words.has(word) ? [`${one.file}: ${word}`] : [])),
  )
  return [...new Set(found)].sort()
}

describe('outside of the vocabulary', () => {
  test('literals are found', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(literals.filter(({ isPattern }) => isPattern).length).toBeGreaterThan(50)
    expect(wordsIn(en, 3)).toContain('termination')
  })

  test('no literal holds a letter beyond ASCII', () => {
    // Those that stand for bytes: how files of a kind begin, and what windows-1252 has at each byte.
    const bytes = ['text/decoder.ts', 'text/file-kind.ts']
    const others = literals.filter(({ file }) => !bytes.includes(file))
    expect(others.filter(({ text }) => /[^\P{L}\p{ASCII}]/u.test(text))).toEqual([])
  })

  test('no regular expression holds a word of any language', () => {
    const known = new Set(LANGUAGES.flatMap((language) => wordsIn(language, 3)))
    expect(
      uses(
        literals.filter(({ isPattern }) => isPattern),
        known,
      ),
    ).toEqual([
      // Excel's own first line, `sep=;`, dates in JSON, `/Date(1806364800000)/`, and tags of HTML.
      'csv/delimiter.ts: sep',
      'dates/find-days.ts: date',
      'text/file-kind.ts: table',
      // A format of Excel's.
      'workbook/number-format.ts: general',
    ])
  })

  test('no string holds a word that is not an English one', () => {
    // Messages are in English, and so are the names that code gives to its own values: of English words nothing can be told.
    const english = new Set(wordsIn(en, 3))
    const others = LANGUAGES.filter((language) => language !== en).flatMap((language) => wordsIn(language, 3))
    expect(uses(literals, new Set(others.filter((word) => !english.has(word))))).toEqual([])
  })

  test('no string is a list of words', () => {
    const isList = (text: string): boolean =>
      /^\s*[\p{L}\d-]+(?: [\p{L}\d-]+)?(?:,\s*[\p{L}\d-]+(?: [\p{L}\d-]+)?){2,}$/u.test(text)
    expect(isList(en.answers.no)).toBe(true)
    expect(literals.filter(({ text }) => isList(text))).toEqual([])
  })
})
