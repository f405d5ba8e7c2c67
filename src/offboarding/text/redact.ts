/** Replaces a secret. */
const REDACTED = '[redacted]'

/** In characters. A shorter piece of base64 could occur in any word by chance. */
const MIN_BASE64 = 6

/** In characters. A shorter password would also be found in unrelated words. */
const MIN_PASSWORD = 6

/** The texts that must stay secret: the API key, and the proxy's password, alone and as `user:password`, which is how it is sent. */
export function secretsIn(apiKey: string | null, proxy: URL | null): string[] {
  const password = decoded(proxy?.password ?? '')
  return [
    ...(apiKey ? [apiKey] : []),
    ...(password.length >= MIN_PASSWORD ? [password] : []),
    ...(password === '' ? [] : [`${decoded(proxy?.username ?? '')}:${password}`]),
  ]
}

/**
 * Returns a function that removes secrets from a text. A platform or a proxy may repeat what it was sent: as it is, or inside a
 * URL, JSON, HTML or base64.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, ...inBase64(secret)])
  if (forms.length === 0) return (text) => text
  // The longest comes first, so that no rest of it remains.
  const patterns = forms.toSorted((a, b) => b.length - a.length).map(pattern)
  const any = new RegExp(patterns.join('|'), 'gu')
  return (text) => text.replace(any, REDACTED)
}

/**
 * The pieces that occur in the base64 of any text that contains the secret. There are three, because the encoding depends on the
 * number of bytes before it.
 */
function inBase64(secret: string): string[] {
  return [0, 1, 2]
    .map((before) => {
      const bytes = Buffer.from('\0'.repeat(before) + secret)
      return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6))
    })
    .filter(({ length }) => length >= MIN_BASE64)
}

const pattern = (secret: string): string => Array.from(secret, anyForm).join('')

const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }
/** Characters of base64 that have another form in URLs. */
const URL_SAFE: Readonly<Record<string, string>> = { '+': '-', '/': '_' }

/** A pattern for a character as it is, or escaped as in a URL, in JSON (also nested JSON) or in HTML. */
function anyForm(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = anyCase(code.toString(16).padStart(2, '0'))
  const forms = [
    `\\\\{0,4}${RegExp.escape(character)}`,
    Array.from(
      Buffer.from(character).toString('hex').matchAll(/../g),
      ([byte]) => `%(?:25)?${anyCase(byte)}`,
    ).join(''),
    `\\\\{1,4}u00${hex}`,
    `&#0{0,4}${code};`,
    `&#[xX]0{0,4}${hex};`,
  ]
  if (character in NAMED) forms.push(`&${NAMED[character]};`)
  if (character in URL_SAFE) forms.push(URL_SAFE[character] ?? '')
  return `(?:${forms.join('|')})`
}

const anyCase = (hex: string): string =>
  hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
