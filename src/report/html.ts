/** Text that is HTML. Only `html` and `verbatim` make it, so no text of a list or a platform becomes markup. */
class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}
export type { Html }

type Part = string | number | Html | readonly Html[]

/** A template whose values are escaped, unless they are HTML themselves. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(String.raw({ raw: strings }, ...parts.map(markup)))

function markup(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** HTML as it is. Only for constants of the source code, never for text that was read. */
export const verbatim = (text: string): Html => new Html(text)
