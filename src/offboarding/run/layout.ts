import { shellWord } from '../text/shell-word.ts'

/** The flags that say how lists of one layout are read, and are as true of the next list. */
export const LAYOUT_FLAGS = [
  'id-column',
  'email-column',
  'attribute',
  'attribute-column',
  'leave-date-column',
  'name-column',
  'date-format',
] as const

/** The values of some of these flags. A column goes by its header, or is `none`. */
export type LayoutSettings = Readonly<Partial<Record<(typeof LAYOUT_FLAGS)[number], string>>>

/** How lists of one layout are read since a run was confirmed. */
export interface RememberedLayout {
  /** What identifies the layout, the set of headers. */
  layout: string
  /** The run that was confirmed. */
  run: string
  settings: LayoutSettings
}

/** What a list took over from an earlier run of its layout. */
export type Remembered = Omit<RememberedLayout, 'layout'>

/** The flags that show who is meant, or when they leave: `none` gives up that proof. */
const PROOFS: readonly string[] = ['email-column', 'leave-date-column', 'name-column']

/** The settings that the next list of the layout is read by. What gives up a proof is said of one list only. */
export const lasting = (settings: LayoutSettings): LayoutSettings =>
  chosenSettings(settings, (flag, value) => value !== 'none' || !PROOFS.includes(flag))

/** The settings that are chosen, always in the same order. */
export const chosenSettings = (
  settings: LayoutSettings,
  isChosen: (flag: (typeof LAYOUT_FLAGS)[number], value: string) => boolean,
): LayoutSettings =>
  Object.fromEntries(
    LAYOUT_FLAGS.flatMap((flag) => {
      const value = settings[flag]
      return value !== undefined && isChosen(flag, value) ? [[flag, value]] : []
    }),
  )

/** `read as run 20261123T184500Z-3f9c read this layout: --email-column Login` */
export const rememberedInWords = ({ run, settings }: Remembered): string =>
  `read as run ${run} read this layout: ${settingsAsFlags(settings)}`

/** For whoever reads why a list, or its run, is refused: no flag of theirs says what was taken over. */
export const withoutRemembered = (remembered: Remembered): string =>
  `The list was ${rememberedInWords(remembered)}. To read it without that: --no-remembered-layout.`

/** `--email-column Login --date-format dd.MM.yyyy`, for a shell. */
export const settingsAsFlags = (settings: LayoutSettings): string =>
  LAYOUT_FLAGS.flatMap((flag) => {
    const value = settings[flag]
    return value === undefined ? [] : [`--${flag} ${shellWord(value)}`]
  }).join(' ')
