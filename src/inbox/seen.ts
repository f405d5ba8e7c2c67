/** The folders of an inbox in which lists wait: itself, and that of the lists which a person has approved. */
export type Place = 'inbox' | 'approved'

/** What is in an inbox, as a look at it found it. */
export interface Seen {
  place: Place
  /** Its name in that folder. */
  name: string
  path: string
  kind: 'file' | 'folder' | 'link' | 'special'
  /** In bytes. */
  size: number
  /** When it was last written, in nanoseconds since the epoch. */
  modified: bigint
}

/** Why something in an inbox is left where it is. */
export type LeftBecause =
  'still written' | 'temporary' | 'empty' | 'link' | 'folder' | 'special' | 'no list' | 'name not readable'

export interface LeftAlone {
  name: string
  because: LeftBecause
}
