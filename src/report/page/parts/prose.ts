import { html, type Html } from '../../html.ts'

/** A text of our own in which names of commands and flags stand between backticks. */
export const prose = (text: string): Html =>
  html`${text.split('`').map((part, n) => (n % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`
