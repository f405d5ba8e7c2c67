import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { chownSync } from 'node:fs'
import { temporaryFolder } from './cli.ts'
import { BIN } from './process.ts'

const uid = process.getuid?.() ?? 0
const isRoot = uid === 0
/** Somebody whom rights count for, as they do not for root. */
export const OTHER_USER = isRoot ? 54321 : uid

/** What runs the tool as that user, who keeps what was compiled in a folder of their own. */
export function asOtherUser(): (...argv: string[]) => SpawnSyncReturns<string> {
  const compiled = temporaryFolder()
  if (isRoot) chownSync(compiled, OTHER_USER, OTHER_USER)
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
  const as = isRoot ? { uid: OTHER_USER, gid: OTHER_USER } : {}
  return (...argv) => spawnSync(process.execPath, [BIN, ...argv], { encoding: 'utf8', env, ...as })
}
