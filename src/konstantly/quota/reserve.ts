/** What is left to others: so many requests of each window, or such a share of it. */
export type Reserve = { requests: number } | { share: number }

/** The requests of a window that are left to others, `margin` among them. One is always ours, or nothing would ever be done. */
export function reserved(reserve: Reserve, limit: number, margin = 0): number {
  const wanted = 'share' in reserve ? Math.ceil(limit * reserve.share) : reserve.requests
  return Math.min(wanted + margin, limit - 1)
}
