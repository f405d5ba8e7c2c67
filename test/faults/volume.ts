import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/cli.ts'

const DISK_BYTES = 16 * 1024 * 1024
/** Less than the disk claims to have, and more than a new file system on it takes. */
const POOL_KIB = 8 * 1024
const RELEASED_WITHIN_MS = 45_000
const RELEASED_LOOK_MS = 50

/** A file system of its own. */
export interface Volume {
  folder: string
  /** Takes it away for good, also from under whoever uses it. */
  remove: () => void
}

/** An ext4 on a block device: what was made durable on it outlives its being mounted. */
export interface Disk extends Volume {
  /** Takes it away at once, also from under whoever uses it. */
  detach: () => void
  /** What the kernel does to a file system that has errors: read-only from now on, also for what is open for writing. */
  turnReadOnly: () => void
  /** The device can take no block any more that it has not taken before: what is written comes back as an I/O error. */
  failWrites: () => void
  /** Whatever was wrong is no more, and the file system is mounted anew. */
  bringBack: () => void
}

/** Mounts a file system in memory of `kib` KiB. Throws where nothing may be mounted. */
export function mountMemory(kib: number, folder = temporaryFolder()): Volume {
  run('mount', '-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder)
  return {
    folder,
    remove() {
      detach(folder)
    },
  }
}

/** Mounts a disk. Throws where that is not permitted or not possible. */
export function mountDisk(): Disk {
  // The disk's image is sparse, and lies on a volume that is smaller: once that is full, the disk gets no new blocks.
  const pool = mountMemory(POOL_KIB)
  const [image, ballast] = [join(pool.folder, 'image'), join(pool.folder, 'ballast')]
  const folder = temporaryFolder()
  const mount = (): void => {
    run('mount', '-o', 'loop,errors=remount-ro', image, folder)
  }
  const disk: Disk = {
    folder,
    remove() {
      detach(folder)
      pool.remove()
    },
    detach() {
      detach(folder)
    },
    turnReadOnly() {
      run('mount', '-o', 'remount,abort', folder)
    },
    failWrites() {
      fill(ballast, 0)
    },
    bringBack() {
      rmSync(ballast, { force: true })
      detach(folder)
      untilReleased(image)
      mount()
    },
  }
  try {
    writeFileSync(image, '')
    truncateSync(image, DISK_BYTES)
    run('mkfs.ext4', '-q', '-F', '-E', 'nodiscard', image)
    mount()
  } catch (error) {
    disk.remove()
    throw error
  }
  return disk
}

/** The volume leaves with the test. */
export function forThisTest<Kind extends Volume>(volume: Kind): Kind {
  onTestFinished(() => {
    volume.remove()
  })
  return volume
}

/** Whether `mount` works here. If not, it is said: what was not tried must not look like what went well. */
export function canMount(mount: () => Volume, whatIsTried: string): boolean {
  try {
    mount().remove()
    return true
  } catch (error) {
    process.stderr.write(`SKIPPED, ${whatIsTried} was not tried: ${String(error)}\n`)
    return false
  }
}

/** Fills the volume on which `ballast` is to lie, up to the last `leftKib` KiB. */
export function fill(ballast: string, leftKib: number): void {
  writeFileSync(ballast, '')
  const { bavail, bsize } = statfsSync(ballast)
  try {
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leftKib * 1024)))
  } catch (error) {
    // Somebody else took the last of it meanwhile: full is full.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}

export function remount(folder: string, as: 'ro' | 'rw'): void {
  run('mount', '-o', `remount,${as}`, folder)
}

/** Quiet where nothing is mounted. */
function detach(folder: string): void {
  spawnSync('umount', ['--lazy', folder])
}

/**
 * Waits until no device has the image any more. A mount namespace that another test has made meanwhile holds a copy of the mount, and
 * with it the file system in the state it is in: to mount the image then would join that one, read-only as it has become.
 */
function untilReleased(image: string): void {
  for (let waited = 0; run('losetup', '--associated', image) !== ''; waited += RELEASED_LOOK_MS) {
    if (waited > RELEASED_WITHIN_MS) throw new Error(`${image} is still in use by a device`)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RELEASED_LOOK_MS)
  }
}

function run(command: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
  return stdout
}
