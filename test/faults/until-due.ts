import { setTimeout as pause } from 'node:timers/promises'
import type { LeftBehind } from './left-behind.ts'

/** The clock of the referee's site is this machine's, in whole seconds: a wait that is over within one is due from the next one on. */
export async function untilDue(left: LeftBehind | null): Promise<void> {
  if (left?.dueAt == null) return
  await pause(Math.max(0, Math.ceil(left.dueAt / 1000) * 1000 - Date.now()))
}
