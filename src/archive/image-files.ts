import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createOwnFile } from '../files/own-file.ts'
import { makeOwnFolderInside, syncFolder } from '../files/own-folder.ts'
import type { RecordFields } from '../offboarding/identity/user.ts'
import type { ImageSource } from '../offboarding/ports/training-records.ts'
import { IMAGES_FOLDER, type ArchivedImage } from '../offboarding/archived-user.ts'

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
}

export type SavedImage =
  | { kind: 'saved'; image: ArchivedImage }
  /** The certificate has no image. */
  | { kind: 'none' }
  | { kind: 'failed'; reason: string }
  | { kind: 'stopped' }

/** The images of certificates, a file each. */
export class ImageFiles {
  readonly #archive: string
  readonly #source: ImageSource

  /** `archive`: the folder of the records. */
  constructor(archive: string, source: ImageSource) {
    this.#archive = archive
    this.#source = source
  }

  /** Fetches the image of a certificate, and resolves when it is durable on disk. Rejects with the errors of the file system. */
  async save(userId: string, certificate: RecordFields): Promise<SavedImage> {
    const link = certificate['imageUrl'] ?? ''
    if (link === '') return { kind: 'none' }
    if (typeof link !== 'string') return { kind: 'failed', reason: 'its link is not a text' }
    const image = await this.#source.fetch(link)
    if (image.kind !== 'image') return image
    const extension = EXTENSIONS[image.type] ?? 'bin'
    // The user ID is letters, digits, "-" and "_" only. Two links of one user make two files.
    const file = `${IMAGES_FOLDER}/${userId}-${sha256(link).slice(0, 16)}.${extension}`
    this.#write(join(this.#archive, file), image.bytes)
    return { kind: 'saved', image: { link, file, sha256: sha256(image.bytes) } }
  }

  /** Under another name first, so that nobody finds half an image. What is there under either name is replaced. */
  #write(path: string, bytes: Uint8Array): void {
    const folder = join(this.#archive, IMAGES_FOLDER)
    const temporary = `${path}.partial`
    makeOwnFolderInside(folder)
    rmSync(temporary, { force: true })
    const file = createOwnFile(temporary)
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(folder)
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
