import { shownMessage } from '../../offboarding/text/shown.ts'
import { wrap } from '../wrap.ts'
import { CHECKS, type CheckName, type Finding, type Result } from './finding.ts'

const MARKS: Readonly<Record<Result, string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' }
const WORDS: Readonly<Record<Result, string>> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  skipped: 'skipped',
}

/** The titles under which the checks stand, by the first check under each. */
const TITLES: Readonly<Partial<Record<CheckName, string>>> = {
  node: 'This machine',
  folder: 'The folder',
  site: 'The site',
}

const LABEL = Math.max(...Object.values(CHECKS).map(({ length }) => length)) + 2
/** The narrowest column of what was found beside the labels; in a narrower window, and where a word is longer, it stands below. */
const MIN_BESIDE = 28

export interface CheckLook {
  /** Whether the terminal shows marks; otherwise words stand in their place. */
  hasMarks: boolean
  /** Characters in a line, or null where lines have no end: then each finding is one line. */
  width: number | null
}

const NOT_CHECKED = 'Not checked'

/**
 * Puts findings into words as they come: each with its mark, its name, what was found, and below it what to do. On a terminal, checks that
 * were skipped one after the other for the same reason are one line.
 */
export class CheckText {
  readonly #look: CheckLook
  #skipped: Finding[] = []

  constructor(look: CheckLook) {
    this.#look = look
  }

  /** The text that is ready now that there is one finding more. */
  add(finding: Finding): string {
    const [first] = this.#skipped
    if (this.#look.width === null) return findingText(finding, this.#look)
    if (finding.result === 'skipped' && (first === undefined || first.found === finding.found)) {
      this.#skipped.push(finding)
      return ''
    }
    const before = this.rest()
    return before + (finding.result === 'skipped' ? this.add(finding) : findingText(finding, this.#look))
  }

  /** The text of what was held back. */
  rest(): string {
    const [first, ...others] = this.#skipped
    this.#skipped = []
    if (first === undefined) return ''
    if (others.length === 0) return findingText(first, this.#look)
    const names = [first, ...others].map(({ name }) => CHECKS[name]).join(', ')
    return findingText({ ...first, found: `${names}: ${first.found}` }, this.#look, NOT_CHECKED)
  }
}

function findingText(
  { name, result, found, remedy }: Finding,
  { hasMarks, width }: CheckLook,
  label: string = CHECKS[name],
): string {
  const mark = hasMarks ? MARKS[result] : WORDS[result].padEnd(7)
  const title = TITLES[name] === undefined ? '' : `${name === 'node' ? '' : '\n'}${TITLES[name]}\n`
  const head = `  ${mark} ${label.padEnd(LABEL)}`
  if (width === null) return `${title}${head}${shownMessage(inOneLine(found, remedy))}\n`
  const arrow = hasMarks ? '→' : '->'
  const texts = [found, ...(remedy === null ? [] : [`${arrow} ${remedy}`])].map(shownMessage)
  const longest = Math.max(...texts.flatMap((text) => text.split(' ')).map(({ length }) => length))
  const isBeside = width - head.length >= Math.max(MIN_BESIDE, longest)
  const indent = ' '.repeat(isBeside ? head.length : 6)
  const lines = texts.flatMap((text) => wrap(text, width - indent.length)).map((line) => `${indent}${line}`)
  return isBeside
    ? `${title}${head}${lines.join('\n').trimStart()}\n`
    : `${title}${head.trimEnd()}\n${lines.join('\n')}\n`
}

const inOneLine = (found: string, remedy: string | null): string =>
  remedy === null ? found : `${found}${/[.?!]$/.test(found) ? '' : '.'} ${remedy}`

/** The last lines: what all findings come to. `requests`: how many were sent. */
export function conclusion(findings: readonly Finding[], requests: number, width: number | null): string {
  const count = (result: Result): number => findings.filter((finding) => finding.result === result).length
  const [failures, warnings] = [count('failed'), count('warning')]
  const words =
    failures > 0
      ? `${failures} of ${findings.length} checks failed.`
      : warnings > 0
        ? `Everything is set up; ${warnings} ${warnings === 1 ? 'thing' : 'things'} to look at.`
        : 'Everything is set up.'
  const sent = `${requests || 'no'} request${requests === 1 || requests === 0 ? ' was' : 's were'} sent`
  const text = `${words} Nothing was changed, and ${sent}.`
  return `\n${wrap(text, width ?? Infinity).join('\n')}\n`
}
