/** Whether a request may be sent. `until`: ask again then; null: ask again after the next answer. */
export type Permission = { granted: true } | { granted: false; until: number | null }

/** The permission that two rules give together. */
export function both(one: Permission, other: Permission): Permission {
  if (one.granted) return other
  if (other.granted) return one
  if (one.until === null || other.until === null) return { granted: false, until: null }
  return { granted: false, until: Math.max(one.until, other.until) }
}
