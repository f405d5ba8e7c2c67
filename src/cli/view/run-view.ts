import type { RunEvent } from '../../offboarding/event.ts'
import { countsAsAttention } from '../../offboarding/outcome.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { isUnproved, verifiedInWords } from '../../offboarding/run/verified.ts'
import type { Deps } from '../deps.ts'
import { attentionLines, attentionRows } from './attention.ts'
import { durationInWords } from './duration.ts'
import { headerLines, type ListRead } from './header.ts'
import type { Palette } from './palette.ts'
import { Progress } from './progress.ts'
import type { RowReader } from './row-reader.ts'
import { WORDS_FOR_LOGS, wordsForPeople, type RowWords } from './row-in-words.ts'
import { RowNotes } from './row-notes.ts'
import { StatusLine } from './status-line.ts'
import { wrap } from './width.ts'

/** How much is shown: errors only; rows that need attention; or every row as it ends. */
export type Detail = 'quiet' | 'usual' | 'verbose'

export interface RunViewOptions {
  /** Where it is drawn. `columns`: its width; whole lines are not wrapped where it is unknown. */
  terminal: Deps['stderr']
  /** Whether the terminal can erase a line, so that one may move. */
  canErase: boolean
  detail: Detail
  palette: Palette
  /** Whether names may be shown: on a terminal, and not where what is written may be kept as a log. */
  hasNames: boolean
  /** Takes secrets out of a text. */
  redact: (text: string) => string
  /** Requests a minute at most, by `--rate`; null without it. */
  rate: number | null
  /** Which settings of a configuration file are used, in words; null where there is none. */
  settings: string | null
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  /** Calls back again and again, every `ms` milliseconds, until the returned function is called. */
  every: (ms: number, then: () => void) => () => void
}

const TICK_MS = 1_000
/** The moving line is drawn no more often than that: a terminal may be slow, and rows may end by the thousand. */
const REDRAW_MS = 100
/** Events that may come by the thousand. All others are shown at once. */
const MANY_A_SECOND: ReadonlySet<RunEvent['type']> = new Set(['row_ended', 'attempt', 'looking_up'])
/** So many rows that need attention are shown as they end. The end of the run, and the report, show more. */
const MAX_NOTES = 20
const MORE = 'more rows need attention: they are counted from now on, and in the report'

/** What a person sees of a run on a terminal. Names come from the ledger and go to a terminal only: no event and no log has them. */
export class RunView {
  readonly #options: RunViewOptions
  readonly #screen: StatusLine
  readonly #progress: Progress
  readonly #begun: number
  #askedMs = 0
  #run: { reader: RowReader; record: RunRecord; words: RowWords; notes: RowNotes } | null = null
  #list: ListRead | null = null
  #noted = 0
  #drawnAt = -Infinity
  #stopTicking: (() => void) | null = null

  constructor(options: RunViewOptions) {
    this.#options = options
    this.#screen = new StatusLine(options.terminal)
    this.#progress = new Progress(options)
    this.#begun = options.now()
    const { settings, detail, palette } = options
    if (settings !== null && detail !== 'quiet') this.#print([palette.soft(`Settings  ${settings}`)], 10)
  }

  /** Begins to show a run. Its events follow. */
  open(reader: RowReader, record: RunRecord): void {
    const { palette, hasNames } = this.#options
    const words = hasNames ? wordsForPeople(record.options.reading.columns) : WORDS_FOR_LOGS
    const notes = new RowNotes(reader, words, palette, (line) => {
      this.#print([line], 6)
    })
    this.#run = { reader, record, words, notes }
  }

  note(event: RunEvent): void {
    this.#progress.note(event)
    if (this.#options.detail !== 'quiet') this.#tell(event)
    this.#draw(!MANY_A_SECOND.has(event.type))
  }

  /** Something to know. */
  say(text: string): void {
    if (this.#options.detail !== 'quiet') this.#print([`${this.#options.palette.attention('!')} ${text}`], 2)
  }

  /** What is as it should be. */
  inform(text: string): void {
    if (this.#options.detail !== 'quiet') this.#print([`  ${text}`], 2)
  }

  /** Why the run goes no further. */
  explain(text: string): void {
    this.#print([`${this.#options.palette.bad('✗')} ${text}`], 2)
  }

  /** Shows a question with nothing beside it. The time that the answer takes does not count as that of the run. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    await this.#run?.notes.shown()
    this.#hide()
    const asked = this.#options.now()
    const answer = await question()
    this.#askedMs += this.#options.now() - asked
    return answer
  }

  /** Shows how the run ended: which rows need attention, who that is, why, and what to do. `waitedMs`: for the quota. */
  async end(waitedMs: number): Promise<void> {
    this.#hide()
    if (this.#run === null || this.#options.detail === 'quiet') return
    const { reader, record, words, notes } = this.#run
    await notes.shown()
    const rows = await attentionRows(reader, record)
    const took = durationInWords(this.#options.now() - this.#begun - this.#askedMs)
    const waited = waitedMs >= TICK_MS ? `, ${durationInWords(waitedMs)} of it waiting for the quota` : ''
    this.#write([
      ...attentionLines(rows, record.options, words, this.#width, this.#options.palette),
      '',
      this.#options.palette.soft(`Took ${took}${waited}.`),
      '',
    ])
  }

  /** Writes a text of whole lines as it is. */
  write(text: string): void {
    this.#screen.write(this.#options.redact(text))
  }

  /** Ends the view. Nothing of the moving line is left. */
  over(): void {
    this.#hide()
  }

  get #width(): number {
    return this.#options.terminal.columns || Infinity
  }

  #tell(event: RunEvent): void {
    const { palette, detail, hasNames } = this.#options
    switch (event.type) {
      case 'list_read':
        this.#list = event
        break
      case 'run_started':
        if (this.#run !== null)
          this.#write(headerLines(event, this.#list, this.#run.record, hasNames, this.#width, palette))
        break
      case 'row_ended':
        this.#noteRow(event)
        break
      case 'retry':
        if (detail === 'verbose') {
          const { step, attempt, cause } = event.retry
          const where = event.row === null ? '' : `row ${event.row}: `
          this.#print([palette.soft(`  ${where}${step} again, after ${cause} at attempt ${attempt}`)], 4)
        }
        break
      case 'looked_up': {
        const { toDo, siteUsers } = event
        const of = siteUsers === null ? '' : ` of ${siteUsers} on the site`
        this.#print([`  Everybody looked up: ${toDo} ${toDo === 1 ? 'user' : 'users'}${of} to be touched`], 2)
        break
      }
      case 'verified': {
        const words = verifiedInWords(event)
        if (isUnproved(event)) this.say(`asked once more: ${words}`)
        else this.#print([`  Asked once more: ${words}`], 2)
        break
      }
      case 'platform_down':
        this.say(
          `the platform does not answer: ${event.reason}. Nobody else is started until it does, or --patience is over`,
        )
        break
      case 'platform_up':
        this.say(`the platform answers again, after ${durationInWords(event.ms)}`)
        break
      case 'looking_up':
      case 'work_started':
      case 'attempt':
      case 'waiting':
      case 'run_ended':
    }
  }

  #noteRow(event: RunEvent & { type: 'row_ended' }): void {
    if (this.#run === null) return
    const { record, notes } = this.#run
    const isWanted = countsAsAttention(event.outcome, record.options.kind)
    if (this.#options.detail === 'verbose') {
      notes.add(event.row, isWanted)
      return
    }
    if (!isWanted) return
    this.#noted += 1
    if (this.#noted <= MAX_NOTES) notes.add(event.row, true)
    else if (this.#noted === MAX_NOTES + 1) notes.addText(`${this.#options.palette.attention('!')} ${MORE}`)
  }

  #draw(atOnce: boolean): void {
    if (!this.#options.canErase || this.#options.detail === 'quiet') return
    const now = this.#options.now()
    if (!atOnce && now - this.#drawnAt < REDRAW_MS) return
    const line = this.#progress.line(this.#screen.room)
    if (line === null) {
      this.#hide()
      return
    }
    this.#drawnAt = now
    this.#screen.show(line)
    this.#stopTicking ??= this.#options.every(TICK_MS, () => {
      this.#draw(true)
    })
  }

  #hide(): void {
    this.#stopTicking?.()
    this.#stopTicking = null
    this.#screen.hide()
  }

  /** Prints texts, each on as many lines as it takes. `indent`: of each line after the first. */
  #print(texts: readonly string[], indent: number): void {
    this.#write(texts.map((text) => wrap(this.#options.redact(text), this.#width, indent)))
  }

  #write(lines: readonly string[]): void {
    this.write(`${lines.join('\n')}\n`)
  }
}
