import { styleText } from 'node:util'
import type { Deps } from '../deps.ts'

/**
 * The colours of what a person sees. Each one returns the text as it is where there are no colours. Colours alone: fewer terminals know
 * bold and faint letters.
 */
export interface Palette {
  title: (text: string) => string
  soft: (text: string) => string
  good: (text: string) => string
  attention: (text: string) => string
  bad: (text: string) => string
}

const plain = (text: string): string => text

export const WITHOUT_COLORS: Palette = {
  title: plain,
  soft: plain,
  good: plain,
  attention: plain,
  bad: plain,
}

const style =
  (...args: [Parameters<typeof styleText>[0]]): ((text: string) => string) =>
  (text) =>
    styleText(args[0], text, { validateStream: false })

const COLORS: Palette = {
  title: style('cyan'),
  soft: style('gray'),
  good: style('green'),
  attention: style('yellow'),
  bad: style('red'),
}

/**
 * The colours for a terminal. `FORCE_COLOR` counts before `NO_COLOR`, as in Node.js itself; without either, the terminal tells
 * whether it has any.
 */
export function paletteFor({ stderr, env }: Pick<Deps, 'stderr' | 'env'>): Palette {
  const { FORCE_COLOR: forced, NO_COLOR: unwanted, TERM: term } = env
  if (forced !== undefined) return forced === '0' || forced === 'false' ? WITHOUT_COLORS : COLORS
  if ((unwanted ?? '') !== '' || term === 'dumb') return WITHOUT_COLORS
  return stderr.isTTY === true && stderr.hasColors?.() === true ? COLORS : WITHOUT_COLORS
}
