import { spawnSync } from 'node:child_process'
import { temporaryFolder } from '../support/cli.ts'

/** A file system in memory of `kib` KiB, or why none can be had here. */
export function mountSmallVolume(kib: number): { folder: string; unmount: () => void } | { reason: string } {
  const folder = temporaryFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder], {
    encoding: 'utf8',
  })
  if (mounted.status !== 0) {
    return { reason: mounted.error?.message ?? mounted.stderr.trim() }
  }
  return {
    folder,
    unmount() {
      spawnSync('umount', ['--lazy', folder])
    },
  }
}
