import type { ListCase } from './case.ts'
import { cells } from './cells.ts'
import { dialects } from './dialects.ts'
import { encodings } from './encodings.ts'
import { hrSystems } from './hr-systems.ts'
import { systems } from './systems.ts'
import { workbooks } from './workbooks.ts'

/** Every list in `fixtures/lists`. */
export const cases: readonly ListCase[] = [
  ...encodings,
  ...dialects,
  ...systems,
  ...hrSystems,
  ...cells,
  ...workbooks,
]
