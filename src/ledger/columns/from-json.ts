import { ARCHIVE_MODES } from '../../offboarding/policy.ts'
import type { Limits } from '../../offboarding/run/guards.ts'
import type { LayoutSettings } from '../../offboarding/run/layout.ts'
import { NOTHING_LEFT_OUT } from '../../offboarding/run/left-out.ts'
import type { FileBefore, Forgotten, ListFacts, RunOptions, RunPace } from '../../offboarding/run/run.ts'
import { isReasonCode, type Reason } from '../../offboarding/reason.ts'
import type { User } from '../../offboarding/identity/user.ts'
import { REPAIR } from '../sqlite/damage.ts'
import { LedgerDamagedError } from '../errors.ts'

type Fields = Record<string, unknown>

/**
 * Parses a value that the ledger stores as JSON. Throws LedgerDamagedError, which names `what`, if it does not have the expected
 * shape.
 */
export function fromJson<Value>(text: string, is: (value: unknown) => value is Value, what: string): Value {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if (value === undefined || !is(value)) {
    throw new LedgerDamagedError(`the ledger is damaged: ${what} in it cannot be read. ${REPAIR}.`)
  }
  return value
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): boolean => typeof value === 'string'
const isTextOrNull = (value: unknown): boolean => value === null || isText(value)
const isNumber = (value: unknown): boolean => typeof value === 'number'

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)

export const isReasons = (value: unknown): value is Reason[] =>
  Array.isArray(value) &&
  value.every((reason) => isObject(reason) && isText(reason['code']) && isReasonCode(String(reason['code'])))

export const isUser = (value: unknown): value is User =>
  isObject(value) &&
  isText(value['id']) &&
  ['email', 'name', 'role'].every((name) => isTextOrNull(value[name])) &&
  typeof value['deactivated'] === 'boolean' &&
  isTextOrNull(value['attribute'] ?? null)

const isLeftOut = (value: unknown): boolean =>
  isObject(value) &&
  ['above', 'hiddenSheets', 'otherSheets'].every((name) => isNumber(value[name])) &&
  Array.isArray(value['below']) &&
  value['below'].every(isNumber)

export const isListFacts = (value: unknown): value is ListFacts =>
  isObject(value) &&
  ['name', 'sha256', 'encoding', 'delimiter'].every((name) => isText(value[name])) &&
  value['delimiter'] !== '' &&
  isNumber(value['rows']) &&
  isTexts(value['columns']) &&
  isLeftOut(value['leftOut'] ?? NOTHING_LEFT_OUT) &&
  isTextOrNull(value['layout'] ?? null) &&
  isTextOrNull(value['today'] ?? null)

export const isLayoutSettings = (value: unknown): value is LayoutSettings =>
  isObject(value) && Object.values(value).every(isText)

const isRemembered = (value: unknown): boolean =>
  isObject(value) && isText(value['run']) && isLayoutSettings(value['settings'])

export const isRunOptions = (value: unknown): value is RunOptions =>
  isObject(value) &&
  isTexts(value['protect']) &&
  (value['roles'] === 'any' || isTexts(value['roles'])) &&
  isTextOrNull(value['executes'] ?? null) &&
  isTextOrNull(value['attribute'] ?? null) &&
  isTextOrNull(value['language'] ?? null) &&
  [undefined, ...ARCHIVE_MODES].some((mode) => mode === value['archive']) &&
  [undefined, 'ledger'].some((place) => place === value['archiveIn']) &&
  isTextOrNull(value['undoes'] ?? null) &&
  isText(value['preflight']) &&
  ['run', 'plan', 'dry_run'].includes(String(value['kind'])) &&
  isObject(value['reading']) &&
  isObject(value['reading']['columns']) &&
  Number.isSafeInteger(value['reading']['skippedLines']) &&
  isLayoutSettings(value['reading']['told'] ?? {}) &&
  (value['reading']['remembered'] === undefined || isRemembered(value['reading']['remembered']))

export const isPace = (value: unknown): value is Omit<RunPace, 'probes' | 'quotaLimit'> =>
  isObject(value) &&
  ['quotaWaitMs', 'retryWaitMs', 'outageMs'].every((name) => isNumber(value[name])) &&
  (value['quotaShareUsed'] === null || isNumber(value['quotaShareUsed']))

const isFileBefore = (value: unknown): value is FileBefore =>
  isObject(value) && isText(value['name']) && isTextOrNull(value['sha256']) && isText(value['state'])

export const isForgotten = (value: unknown): value is Forgotten =>
  isObject(value) &&
  ['at', 'osUser', 'key'].every((name) => isText(value[name])) &&
  isTextOrNull(value['done']) &&
  Array.isArray(value['files']) &&
  value['files'].every(isFileBefore)

export const isLimits = (value: unknown): value is Limits =>
  isObject(value) && ['maxUsers', 'maxPercent', 'maxUnknown'].every((name) => isNumber(value[name]))
