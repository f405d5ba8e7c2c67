import type { LeftAlone, LeftBecause } from '../../inbox/seen.ts'
import { shown } from '../../offboarding/text/shown.ts'
import type { ListResult } from './result.ts'

const LEFT: Readonly<Record<LeftBecause, string>> = {
  'still written': 'it may still be written: it was changed, or came, while its settling was waited for',
  temporary: 'by its name a program is still writing it, or has it open',
  empty: 'it is empty, so it may still be written',
  link: 'it is a link, and links are not followed',
  folder: 'it is a folder, and only lists right here are taken up',
  special: 'it is no file',
  'no list': 'by its name it is no list: those end in .csv or .xlsx, or are packed (.csv.gz, .xlsx.zst)',
  'name not readable': 'its name is not in UTF-8: give it another one',
}

/** Why something in an inbox is left where it is. */
export const leftAloneText = ({ name, because }: LeftAlone): string =>
  `${shown(name)} is left alone: ${LEFT[because]}`

/** What became of a list, in a sentence without a full stop. */
export function resultText({ list, is, run, at, why }: ListResult): string {
  const because = why === null ? '' : `: ${withoutName(why, list)}`
  const of = `${shown(list)} `
  switch (is) {
    case 'planned':
      return `${of}is planned (${String(run)}). Look at ${shownAt(at)}, then move the list into approved/, or type run --plan ${String(run)}`
    case 'waiting':
      return `${of}waits for a yes to its plan, ${shownAt(at)}: move the list into approved/, or type run --plan ${String(run)}`
    case 'done':
      return `${of}is done (${String(run)}): see ${shownAt(at)}`
    case 'done before':
      return `${of}was done before, by run ${String(run)}, and is not done again: it lies in ${shownAt(at)}`
    case 'set aside':
      return `${of}is set aside${because}. ${shownAt(at)} says what to do`
    case 'left':
      return `${of}is left where it is${because}`
  }
}

/** A sentence that begins with the list's name and ends with a full stop, without both: what stands around it has them. */
const withoutName = (why: string, list: string): string =>
  (why.startsWith(`${list}: `) ? why.slice(list.length + 2) : why).replace(/\.$/, '')

/** What a job did, a line for each list. */
export const jobText = (results: readonly ListResult[]): string =>
  results.length === 0
    ? 'Nothing to do: no list has settled in this folder.\n'
    : results.map((result) => `${resultText(result)}.\n`).join('')

const shownAt = (at: string | null): string => shown(at ?? '', 300)
