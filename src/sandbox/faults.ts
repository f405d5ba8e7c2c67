/**
 * What can go wrong with a request at random.
 * `unavailable`: 503, not carried out. `maintenance`: 200 with an HTML page, not carried out. `reset`: the connection is cut,
 * not carried out. `lost`: carried out, then the connection is cut. `broken`: carried out, then 500.
 */
const RANDOM_FAULTS = ['unavailable', 'maintenance', 'reset', 'lost', 'broken'] as const

/**
 * All faults. Two of them never come at random, since a client may wait long for them. `cut`: carried out, then the connection breaks off
 * in the middle of the answer. `hanging`: carried out, and never answered.
 */
export type Fault = (typeof RANDOM_FAULTS)[number] | 'cut' | 'hanging'

const CARRIED_OUT: ReadonlySet<Fault> = new Set(['lost', 'broken', 'cut', 'hanging'])

/** Whether the platform does what was asked before the fault shows. */
export const isCarriedOut = (fault: Fault): boolean => CARRIED_OUT.has(fault)

/** Picks a fault for `rate` of all requests, at random. */
export function randomFaults(rate: number, random: () => number): () => Fault | null {
  return () => (random() < rate ? (RANDOM_FAULTS[Math.floor(random() * RANDOM_FAULTS.length)] ?? null) : null)
}
