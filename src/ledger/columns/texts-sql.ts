/** SQL that builds a list of texts as JSON, equal to what `JSON.stringify` makes of it. The texts are SQL, too, and must not be NULL. */
export const textsSql = (texts: readonly string[]): string =>
  `'[' || ${texts.map((text) => `json_quote(${text})`).join(" || ',' || ")} || ']'`
