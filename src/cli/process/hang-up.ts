import type { Deps } from '../deps.ts'

/** SIGHUP in a mask of signals. */
const HANG_UP = 1n
/** "Write only" in the access mode of an open file, which is the two lowest bits of its flags. */
const WRITE_ONLY = 1
const ACCESS = 3

/** What Linux reports about this process and its parent. A field is null on other systems. */
export interface ProcessFacts {
  /** `/proc/<parent>/status` */
  parent: string | null
  /** `/proc/self/fdinfo/0` */
  stdin: string | null
}

/**
 * Whether this process was started to outlive its terminal. `nohup`, and a shell after `trap '' HUP`, make the system ignore
 * SIGHUP for it, but Node.js resets that when it starts. So this looks for other traces: most shells store the program they
 * start, `nohup`, in `_`; `nohup` replaces a terminal's input by a file that cannot be read; and a shell that ignores SIGHUP for
 * its children ignores it itself.
 */
export function outlivesTerminal(env: Deps['env'], { parent, stdin }: ProcessFacts): boolean {
  if (/(^|\/)nohup$/.test(env['_'] ?? '')) return true
  const [, flags = '0'] = /^flags:\s*([0-7]+)$/m.exec(stdin ?? '') ?? []
  if ((parseInt(flags, 8) & ACCESS) === WRITE_ONLY) return true
  const [, ignored = '0'] = /^SigIgn:\s*([\da-f]+)$/m.exec(parent ?? '') ?? []
  return (BigInt(`0x${ignored}`) & HANG_UP) !== 0n
}
