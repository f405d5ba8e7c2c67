import stringWidth from 'string-width'
import type { Color, Piece } from './screen.ts'

/** The size of a letter, and the room around the text, in pixels. */
const [WIDTH, HEIGHT, MARGIN] = [8.4, 18, 16]
const FONT = 14
const COLORS = {
  paper: '#1e2127',
  ink: '#dcdfe4',
  gray: '#8b929e',
  red: '#f0717b',
  green: '#98c379',
  yellow: '#e5c07b',
  cyan: '#56b6c2',
} as const

/** A screen as an SVG picture, on a dark ground whatever stands around it. `title`: for people who do not see it. */
export function drawScreen(lines: readonly (readonly Piece[])[], columns: number, title: string): string {
  const [width, height] = [columns * WIDTH + 2 * MARGIN, lines.length * HEIGHT + 2 * MARGIN]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${COLORS.paper}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}" fill="${COLORS.ink}">`,
    ...lines.map((pieces, line) => drawLine(pieces, MARGIN + (line + 0.75) * HEIGHT)).filter(Boolean),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** Words have a place and a length of their own: columns are aligned whatever font there is, and no space is lost. */
const drawLine = (pieces: readonly Piece[], y: number): string =>
  pieces
    .flatMap(({ text, column, color }) =>
      Array.from(text.matchAll(/\S+(?: \S+)*/g), ({ 0: words, index }) => {
        const x = MARGIN + (column + stringWidth(text.slice(0, index))) * WIDTH
        return `<text x="${round(x)}" y="${round(y)}" textLength="${round(stringWidth(words) * WIDTH)}" lengthAdjust="spacingAndGlyphs"${fill(color)}>${escaped(words)}</text>`
      }),
    )
    .join('')

const fill = (color: Color): string => (color === null ? '' : ` fill="${COLORS[color]}"`)

const round = (pixels: number): number => Math.round(pixels * 10) / 10

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
