import type { Layouts } from '../offboarding/ports/layouts.ts'
import type { RememberedLayout } from '../offboarding/run/layout.ts'
import { fromJson, isLayoutSettings } from './columns/from-json.ts'
import type { LedgerAccess } from './access.ts'

/** How the layouts of lists are read, in the ledger. */
export class LedgerLayouts implements Layouts {
  readonly #ledger: LedgerAccess

  constructor(ledger: LedgerAccess) {
    this.#ledger = ledger
  }

  async ofSite(site: string): Promise<readonly RememberedLayout[]> {
    const found = await this.#ledger.db.all<{ layout: string; run: string; settings: string }>(
      `SELECT layout, id AS run, settings FROM layouts JOIN runs USING (run)
       WHERE layouts.site = ? AND settings <> '{}' ORDER BY layout`,
      [site],
    )
    return found.map(({ layout, run, settings }) => ({
      layout,
      run,
      settings: fromJson(settings, isLayoutSettings, `how run ${run} read its list`),
    }))
  }

  /** Rejects with LedgerWriteError. */
  async remember(site: string, { layout, run, settings }: RememberedLayout): Promise<void> {
    const { db, writes } = this.#ledger
    await writes.write(() =>
      db.run(
        // The first of the runs that say the same stays the one that is named.
        `INSERT INTO layouts (site, layout, run, settings) SELECT $site, $layout, run, $settings FROM runs WHERE id = $run
         ON CONFLICT (site, layout) DO UPDATE SET run = excluded.run, settings = excluded.settings
         WHERE excluded.run > layouts.run AND excluded.settings <> layouts.settings`,
        { site, layout, run, settings: JSON.stringify(settings) },
      ),
    )
  }
}
