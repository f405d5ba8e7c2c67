/**
 * How many line breaks a text holds, as editors understand them: CRLF counts once, a lone CR counts too. A text that ends in CR must not be
 * continued by LF elsewhere.
 */
export function countLineBreaks(text: string): number {
  let breaks = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') breaks += 1
  }
  return breaks
}
