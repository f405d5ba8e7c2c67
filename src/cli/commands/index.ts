import type { Command } from './command.ts'
import { compareMeta } from './compare.meta.ts'
import { checkMeta } from './check.meta.ts'
import { demoMeta } from './demo.meta.ts'
import { forgetMeta } from './forget.meta.ts'
import { planMeta } from './plan.meta.ts'
import { purgeMeta } from './purge.meta.ts'
import { reportMeta } from './report.meta.ts'
import { runMeta } from './run.meta.ts'
import { runsMeta } from './runs.meta.ts'
import { sandboxMeta } from './sandbox.meta.ts'
import { undoMeta } from './undo.meta.ts'
import { verifyMeta } from './verify.meta.ts'

/** Every command, in the order of help. The code of a command is loaded only when it runs, so that help stays fast. */
export const COMMANDS: readonly Command[] = [
  { ...runMeta, load: async () => (await import('./run.ts')).run },
  { ...planMeta, load: async () => (await import('./plan.ts')).plan },
  { ...purgeMeta, load: async () => (await import('./purge.ts')).purge },
  { ...undoMeta, load: async () => (await import('./undo.ts')).undo },
  { ...verifyMeta, load: async () => (await import('./verify.ts')).verify },
  { ...compareMeta, load: async () => (await import('./compare.ts')).compare },
  { ...checkMeta, load: async () => (await import('./check.ts')).check },
  { ...reportMeta, load: async () => (await import('./report.ts')).report },
  { ...runsMeta, load: async () => (await import('./runs.ts')).runs },
  { ...forgetMeta, load: async () => (await import('./forget.ts')).forget },
  { ...sandboxMeta, load: async () => (await import('./sandbox.ts')).sandbox },
  { ...demoMeta, load: async () => (await import('./demo.ts')).demo },
]
