import type { Section } from '../parts/page.ts'
import { attention } from './attention.ts'
import { erasure } from './erasure.ts'
import { numbers } from './numbers.ts'
import { proof } from './proof.ts'
import { remarks } from './remarks.ts'
import { everyRow } from './rows.ts'
import { sessions } from './sessions.ts'
import { timeline } from './timeline.ts'
import { verdict } from './verdict.ts'

/** The sections of the page in their order. A new one is a file here, a line here, and its words in each language. */
export const SECTIONS: readonly Section[] = [
  verdict,
  remarks,
  numbers,
  attention,
  timeline,
  everyRow,
  sessions,
  erasure,
  proof,
]
