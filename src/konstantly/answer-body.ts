import { UnreadableAnswerError } from './fault.ts'

/**
 * A response's body, if it is what an API answers: nothing (undefined) or JSON. A proxy, a captive portal or a maintenance page
 * may answer 200 or 404 with HTML, which proves nothing. Throws UnreadableAnswerError.
 */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    const what = text.trimStart().startsWith('<') ? 'an HTML page' : 'something that is not JSON'
    throw new UnreadableAnswerError(`the platform answered with ${what}`, { cause })
  }
}
