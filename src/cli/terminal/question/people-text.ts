import type { AffectedUser } from '../../../offboarding/identity/affected-user.ts'
import { shown } from '../../../offboarding/text/shown.ts'
import { cut, pad, widthOf, wrap } from '../../view/width.ts'

/** The longest name, and the longest address, that is shown, in characters, so that the question stays visible. */
const MAX_WORD = 60
/** The widest column of names. */
const MAX_NAME = 30

/** Lines of the users who are about to be touched: row, name, address or ID, and what is unusual about them. */
export function peopleText(people: readonly AffectedUser[], width: number): string {
  const names = people.map(({ name, userId }) => shown(name ?? userId, MAX_WORD))
  const rows = Math.max(...people.map(({ row }) => String(row).length))
  const room = Math.min(MAX_NAME, Math.max(10, Math.floor(width / 3)), Math.max(...names.map(widthOf)))
  return people
    .map((user, index) => {
      const start = `  row ${String(user.row).padStart(rows)}  ${pad(cut(names[index] ?? '', room), room)}`
      const marks = marksOf(user)
      const more = [contactOf(user), marks.length > 0 ? `(${marks.join(', ')})` : ''].filter(
        (word) => word !== '',
      )
      return `${wrap(`${start}  ${more.join('  ')}`.trimEnd(), width, 8 + rows)}\n`
    })
    .join('')
}

/** The address, or else the ID if it is not shown as the name. */
const contactOf = ({ email, name, userId }: AffectedUser): string =>
  shown(email ?? (name === null ? '' : userId), MAX_WORD)

function marksOf({ isUndated, waitsUntil, isLookedUp, isDeactivated }: AffectedUser): string[] {
  return [
    ...(isUndated ? ['no leave date'] : []),
    ...(waitsUntil === null ? [] : [`grace period until ${waitsUntil.slice(0, 10)}`]),
    ...(isLookedUp ? [] : ['not looked up']),
    ...(isDeactivated && waitsUntil === null ? ['deactivated already'] : []),
  ]
}
