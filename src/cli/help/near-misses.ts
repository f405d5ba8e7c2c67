import { nearest as nearestByLetters } from '../../offboarding/text/nearest.ts'

/** What people try for a command or a flag, and which one they mean. */
const SYNONYMS: Readonly<Record<string, string>> = {
  delete: 'run',
  remove: 'run',
  rm: 'run',
  offboard: 'run',
  deactivate: 'run',
  start: 'run',
  resume: 'run',
  preview: 'plan',
  simulate: 'plan',
  ls: 'runs',
  list: 'runs',
  history: 'runs',
  status: 'runs',
  restore: 'undo',
  rollback: 'undo',
  reactivate: 'undo',
  doctor: 'check',
  test: 'check',
  server: 'sandbox',
  mock: 'sandbox',
  force: 'yes',
  confirm: 'yes',
  'assume-yes': 'yes',
  'what-if': 'dry-run',
  whatif: 'dry-run',
  url: 'base-url',
  domain: 'site',
  tenant: 'site',
  output: 'out',
  limit: 'max-users',
  exclude: 'protect',
  debug: 'verbose',
  silent: 'quiet',
}

/** The one of `names` that somebody who wrote `word` most likely means; null if none comes close. */
export function nearest(word: string, names: readonly string[]): string | null {
  const meant = SYNONYMS[word.toLowerCase()]
  return meant !== undefined && names.includes(meant) ? meant : nearestByLetters(word, names)
}
