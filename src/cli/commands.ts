import type { Command } from './commands/command.ts'
import { compareMeta } from './commands/compare.meta.ts'
import { checkMeta } from './commands/check.meta.ts'
import { demoMeta } from './commands/demo.meta.ts'
import { forgetMeta } from './commands/forget.meta.ts'
import { ledgerMeta } from './commands/ledger.meta.ts'
import { inboxMeta } from './commands/inbox.meta.ts'
import { planMeta } from './commands/plan.meta.ts'
import { purgeMeta } from './commands/purge.meta.ts'
import { reportMeta } from './commands/report.meta.ts'
import { runMeta } from './commands/run.meta.ts'
import { runsMeta } from './commands/runs.meta.ts'
import { sandboxMeta } from './commands/sandbox.meta.ts'
import { undoMeta } from './commands/undo.meta.ts'
import { verifyMeta } from './commands/verify.meta.ts'

/** Every command, in the order of help. The code of a command is loaded only when it runs, so that help stays fast. */
export const COMMANDS: readonly Command[] = [
  { ...runMeta, load: async () => (await import('./commands/run.ts')).run },
  { ...planMeta, load: async () => (await import('./commands/plan.ts')).plan },
  { ...purgeMeta, load: async () => (await import('./commands/purge.ts')).purge },
  { ...undoMeta, load: async () => (await import('./commands/undo.ts')).undo },
  { ...verifyMeta, load: async () => (await import('./commands/verify.ts')).verify },
  { ...compareMeta, load: async () => (await import('./commands/compare.ts')).compare },
  { ...inboxMeta, load: async () => (await import('./commands/inbox.ts')).inbox },
  { ...checkMeta, load: async () => (await import('./commands/check.ts')).check },
  { ...reportMeta, load: async () => (await import('./commands/report.ts')).report },
  { ...runsMeta, load: async () => (await import('./commands/runs.ts')).runs },
  { ...forgetMeta, load: async () => (await import('./commands/forget.ts')).forget },
  { ...ledgerMeta, load: async () => (await import('./copying/copy.ts')).ledger },
  { ...sandboxMeta, load: async () => (await import('./commands/sandbox.ts')).sandbox },
  { ...demoMeta, load: async () => (await import('./commands/demo.ts')).demo },
]
