import { createHash } from 'node:crypto'
import type { RecordFields } from '../offboarding/identity/user.ts'
import type { ArchiveStore } from '../offboarding/ports/archive.ts'
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
export class CertificateImages {
  readonly #store: ArchiveStore
  readonly #source: ImageSource

  constructor(store: ArchiveStore, source: ImageSource) {
    this.#store = store
    this.#source = source
  }

  /** Fetches the image of a certificate, and resolves when it is durable. Rejects with the errors of the store. */
  async save(userId: string, certificate: RecordFields): Promise<SavedImage> {
    const link = certificate['imageUrl'] ?? ''
    if (link === '') return { kind: 'none' }
    if (typeof link !== 'string') return { kind: 'failed', reason: 'its link is not a text' }
    const image = await this.#source.fetch(link)
    if (image.kind !== 'image') return image
    const extension = EXTENSIONS[image.type] ?? 'bin'
    // The user ID is letters, digits, "-" and "_" only. Two links of one user make two files.
    const file = `${IMAGES_FOLDER}/${userId}-${sha256(link).slice(0, 16)}.${extension}`
    await this.#store.addImage(file, image.bytes)
    return { kind: 'saved', image: { link, file, sha256: sha256(image.bytes) } }
  }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
