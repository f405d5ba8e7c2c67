import type { Words } from '../words.ts'

/** What a chat shows before the title, so that a failure is seen among many messages. */
export const MARKS: Readonly<Record<Words['tone'], string>> = { good: '✅', attention: '⚠️', bad: '❌' }
