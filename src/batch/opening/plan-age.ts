import type { Plan } from '../../offboarding/ports/run-store.ts'
import type { NotOpened } from './opened.ts'

/**
 * Why a plan is too old to be carried out, or null. Once its run has touched users, they have to be finished or reactivated, so
 * its age does not matter any more.
 */
export function whyPlanTooOld({ id, made, begun }: Plan, now: Date, maxAgeMs: number): NotOpened | null {
  if (begun?.hasActed === true || now.getTime() - made.getTime() <= maxAgeMs) return null
  return { kind: 'plan_too_old', plan: id, made }
}
