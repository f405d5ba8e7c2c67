import { text, type Flag } from '../flags/flag.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import type { CommandMeta } from './command.ts'

/** Whether a ledger is named by the address of its server, and not by its folder. */
export const isAddress = (place: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(place)

/** A ledger: its folder, or the address of its server, as `--ledger` takes it. */
const place = (describe: string): Flag<string | undefined> => ({
  ...text(describe, 'ledger', undefined),
  parse: (value, name) =>
    isAddress(value.trim())
      ? ledgerFlags.ledger.parse(value, name)
      : text('', '', undefined).parse(value, name),
})

export const ledgerCopyFlags = {
  from: place('The ledger to copy: its folder, or the address of its server'),
  to: place('The ledger to make of it: a folder, or the address of a server'),
  'ledger-schema': ledgerFlags['ledger-schema'],
}

export const ledgerMeta = {
  name: 'ledger',
  works: { on: '<copy>', describe: 'What to do with a ledger: copy' },
  describe: 'Copy a ledger between a file and a server, and compare each row',
  examples: [
    [
      'ledger copy --from ./offboarding --to postgres://owner@db.example.com/offboarding',
      'Go on with a ledger on a server, whose password is in PGPASSWORD or ~/.pgpass',
    ],
    [
      'ledger copy --from postgres://owner@db.example.com/offboarding --to ./offboarding',
      'Take it back into a file',
    ],
  ],
  flags: ledgerCopyFlags,
} as const satisfies CommandMeta
