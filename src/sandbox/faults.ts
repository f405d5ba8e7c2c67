/**
 * What can go wrong with a request: turned away, or carried out with its answer lost.
 * `unavailable`: 503, not carried out. `maintenance`: 200 with an HTML page, not carried out. `reset`: the connection is cut,
 * not carried out. `lost`: carried out, then the connection is cut. `broken`: carried out, then 500.
 */
export const FAULTS = ['unavailable', 'maintenance', 'reset', 'lost', 'broken'] as const
export type Fault = (typeof FAULTS)[number]

/** Whether the platform does what was asked before the fault shows. */
export const isCarriedOut = (fault: Fault): boolean => fault === 'lost' || fault === 'broken'

/** Picks a fault for `rate` of all requests, at random. */
export function randomFaults(rate: number, random: () => number): () => Fault | null {
  return () => (random() < rate ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? null) : null)
}
