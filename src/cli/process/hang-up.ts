import type { Deps } from '../deps.ts'

/** Of a mask of signals, the lowest bit is SIGHUP. */
const HANG_UP = 1n
/** Of the flags of an open file, the two lowest bits say whether it is read or written; this is: written only. */
const WRITE_ONLY = 1
const ACCESS = 3

/** What Linux tells of this process and its parent; null elsewhere. */
export interface ProcessFacts {
  /** `/proc/<parent>/status` */
  parent: string | null
  /** `/proc/self/fdinfo/0` */
  stdin: string | null
}

/**
 * Whether whoever started this process wants it to outlive its terminal. `nohup`, and a shell after `trap '' HUP`, have the system ignore
 * SIGHUP for it, and Node.js undoes that when it begins, so other traces have to do: most shells leave in `_` the name of the program they
 * start, which is `nohup`; it puts a file that cannot be read in the place of a terminal's input; a shell that ignores SIGHUP does so itself.
 */
export function outlivesTerminal(env: Deps['env'], { parent, stdin }: ProcessFacts): boolean {
  if (/(^|\/)nohup$/.test(env['_'] ?? '')) return true
  const [, flags = '0'] = /^flags:\s*([0-7]+)$/m.exec(stdin ?? '') ?? []
  if ((parseInt(flags, 8) & ACCESS) === WRITE_ONLY) return true
  const [, ignored = '0'] = /^SigIgn:\s*([\da-f]+)$/m.exec(parent ?? '') ?? []
  return (BigInt(`0x${ignored}`) & HANG_UP) !== 0n
}
