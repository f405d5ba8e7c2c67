import type { OpenRoster } from '../../../batch/comparing/compare-site.ts'
import type { FlagValues } from '../../flags/flag.ts'
import type {
  connectionFlags,
  jsonFlag,
  logFlags,
  outFlag,
  paceFlags,
  safetyFlags,
} from '../../flags/flags.ts'
import type { Connection } from '../../inputs/connection.ts'

type CompareFlags = FlagValues<typeof paceFlags & typeof outFlag & typeof jsonFlag & typeof logFlags> &
  Pick<FlagValues<typeof connectionFlags>, 'api-key-file'> &
  Pick<FlagValues<typeof safetyFlags>, 'roles'> & { 'min-coverage': number }

export interface CompareRequest {
  flags: CompareFlags
  /** The attribute that users are found by; undefined if they are not. */
  attribute: string | undefined
  connection: Connection
  /** The path of the roster. */
  roster: string
  openRoster: OpenRoster
  /** The entries of the protected list. */
  protect: readonly string[]
  /** The variables and settings that allow more than the command line says. */
  loosened: readonly string[]
  /** Warnings about the environment. */
  warnings: readonly string[]
}
