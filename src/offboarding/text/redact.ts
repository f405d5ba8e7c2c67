/** What stands in the place of a secret. */
const REDACTED = '[redacted]'

/** So much of a secret in base64 is told from a word by chance, in characters. */
const MIN_BASE64 = 6

/** A shorter password, in characters, would be found in words that have nothing to do with it. */
const MIN_PASSWORD = 6

/** What has to be kept secret: the key, and the password of the proxy, alone and as it is sent. */
export function secretsIn(apiKey: string | null, proxy: URL | null): string[] {
  const password = decoded(proxy?.password ?? '')
  return [
    ...(apiKey ? [apiKey] : []),
    ...(password.length >= MIN_PASSWORD ? [password] : []),
    ...(password === '' ? [] : [`${decoded(proxy?.username ?? '')}:${password}`]),
  ]
}

/**
 * Blots secrets out of a text, whoever wrote it: a platform or a proxy may repeat what it was sent, as it is, or in the
 * middle of a URL, of JSON, of HTML, or of base64.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, ...inBase64(secret)])
  if (forms.length === 0) return (text) => text
  // The longest first, so that nothing is left of it.
  const patterns = forms.toSorted((a, b) => b.length - a.length).map(pattern)
  const any = new RegExp(patterns.join('|'), 'gu')
  return (text) => text.replace(any, REDACTED)
}

/** What is sure to be in the base64 of whatever holds the secret: that depends on how many bytes stand in front of it. */
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
/** Letters of base64 that URLs have others for. */
const URL_SAFE: Readonly<Record<string, string>> = { '+': '-', '/': '_' }

/** A character as it is, or escaped as in a URL, in JSON (in JSON, even) or in HTML. */
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
