import type { RememberedLayout } from '../run/layout.ts'

/** Remembers how lists were read, so that the next list of the same layout is read the same way. */
export interface Layouts {
  /** What is remembered of the layouts of a site. */
  ofSite(site: string): Promise<readonly RememberedLayout[]>
  /**
   * Remembers how a confirmed run read its list; no settings at all say that nothing is to be remembered. The latest run of a layout
   * counts: what an earlier one says changes nothing. Resolves when this is durable, and may reject, which ends the run.
   */
  remember(site: string, layout: RememberedLayout): Promise<void>
}
