import type { Command } from './command.ts'
import { checkMeta } from './check.meta.ts'
import { demoMeta } from './demo.meta.ts'
import { planMeta } from './plan.meta.ts'
import { purgeMeta } from './purge.meta.ts'
import { reportMeta } from './report.meta.ts'
import { runMeta } from './run.meta.ts'
import { runsMeta } from './runs.meta.ts'
import { sandboxMeta } from './sandbox.meta.ts'

/** Every command, in the order of help. The code of a command is loaded only when it runs, so that help stays fast. */
export const COMMANDS: readonly Command[] = [
  { ...runMeta, load: async () => (await import('./run.ts')).run },
  { ...planMeta, load: async () => (await import('./plan.ts')).plan },
  { ...purgeMeta, load: async () => (await import('./purge.ts')).purge },
  { ...checkMeta, load: async () => (await import('./check.ts')).check },
  { ...reportMeta, load: async () => (await import('./report.ts')).report },
  { ...runsMeta, load: async () => (await import('./runs.ts')).runs },
  { ...sandboxMeta, load: async () => (await import('./sandbox.ts')).sandbox },
  { ...demoMeta, load: async () => (await import('./demo.ts')).demo },
]
