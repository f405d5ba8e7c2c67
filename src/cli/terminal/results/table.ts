import { pad, widthOf } from '../../view/width.ts'

/**
 * Lines of cells as a table: each column as wide as its widest cell. `columns`: of the window, where it is known; in a narrower one each line
 * after the header stands as a block of its own, without its empty cells.
 */
export function table(lines: readonly (readonly string[])[], columns?: number): string {
  const [header = [], ...rest] = lines
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))))
  const width = widths.reduce((sum, one) => sum + one + 2, -2)
  if (columns !== undefined && width > columns) return rest.map((cells) => block(header, cells)).join('\n')
  return lines
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => pad(cell, widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function block(header: readonly string[], cells: readonly string[]): string {
  const width = Math.max(...header.map(widthOf))
  return header
    .flatMap((name, column) => {
      const cell = cells[column] ?? ''
      return cell === '' ? [] : [`${pad(name, width)}  ${cell}\n`]
    })
    .join('')
}
