/**
 * File systems that may be shared by several machines, by the type that `statfs` tells on Linux. FUSE is among them, since what is behind
 * it is not told. https://github.com/torvalds/linux/blob/master/include/uapi/linux/magic.h
 */
const SHARED: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0xff534d42: 'SMB (CIFS)',
  0xfe534d42: 'SMB',
  0x517b: 'SMB',
  0x65735546: 'FUSE',
  0x01021997: '9P',
  0x00c36400: 'Ceph',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
  0x7461636f: 'OCFS2',
  0x01161970: 'GFS2',
  0x5346414f: 'AFS',
  0x6b414653: 'AFS',
  0x73757245: 'Coda',
  0x786f4256: 'a VirtualBox share',
  0xbacbacbc: 'a VMware share',
  0x7c7c6673: 'a Parallels share',
}

/** The name of the file system, if it may be shared by several machines; otherwise, and where that is not told, null. */
export const sharedFileSystem = (type: number, platform: string): string | null =>
  platform === 'linux' ? (SHARED[type >>> 0] ?? null) : null

/** A run over a million rows takes less. */
const PLENTY_BYTES = 1024 ** 3
/** With less than this, not even a small run can be recorded. */
const LEAST_BYTES = 16 * 1024 ** 2

/** How much room a volume has: `bytes` is null where the volume does not tell. */
export function roomOn({
  bavail,
  bsize,
  blocks,
  files,
  ffree,
}: Record<'bavail' | 'bsize' | 'blocks' | 'files' | 'ffree', number>): {
  bytes: number | null
  room: 'plenty' | 'little' | 'none' | 'untold'
} {
  if (blocks === 0) return { bytes: null, room: 'untold' }
  const bytes = bavail * bsize
  if (bytes < LEAST_BYTES || (files > 0 && ffree === 0)) return { bytes, room: 'none' }
  return { bytes, room: bytes < PLENTY_BYTES ? 'little' : 'plenty' }
}

/** A number of bytes for people: `7.3 GiB`. */
export function bytesInWords(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)))
  const amount = bytes / 1024 ** power
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power] ?? ''}`
}
