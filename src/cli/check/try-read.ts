import { BaseUrlError } from '../../konstantly/base-url.ts'
import { UsageError } from '../usage-error.ts'

/** Something that was read, or why it cannot be used, in words. */
export type Read<Value> = { value: Value } | { why: string }

/** Reads something, so that a mistake in it becomes a finding and does not end the check. */
export function tryRead<Value>(read: () => Value): Read<Value> {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof UsageError || error instanceof BaseUrlError) return { why: error.message }
    throw error
  }
}
