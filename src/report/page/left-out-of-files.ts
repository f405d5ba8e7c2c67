import { html, type Html } from '../html.ts'
import type { Summary } from '../summary.ts'

/** Who is not named in the files of a run, and why, in words; nothing where they tell all. */
export function whatIsLeftOut({ redacted, forgotten }: Pick<Summary, 'redacted' | 'forgotten'>): string[] {
  if (forgotten !== undefined) {
    const { at, osUser } = forgotten
    return [
      `Forgotten: ${osUser} had names, addresses and cells erased at ${at.slice(0, 19).replace('T', ' ')} (UTC), and user IDs are pseudonyms`,
    ]
  }
  return redacted === true ? ['Names, addresses and the cells of the list are left out (--redact)'] : []
}

/** What the files of a forgotten run were before that. */
export const filesBefore = (
  forgotten: Summary['forgotten'],
): readonly (readonly [name: string, value: Html])[] =>
  (forgotten?.files ?? []).map(({ name, sha256, state }) => [
    `${name} before it was forgotten`,
    sha256 === null ? html`${state}` : html`${state}, SHA-256 <code>${sha256}</code>`,
  ])
