import { expect, test } from 'vitest'
import { conflictingFlag } from '../../../src/cli/flags/conflicting-flags.ts'
import { runFlags } from '../../../src/cli/commands/run.meta.ts'
import { readFlags } from '../../../src/cli/flags/read-flags.ts'
import { IDENTITY } from '../../support/run-identity.ts'
import { COMMAND_LINE } from '../../support/cli.ts'

test.each([
  [{}, {}, null],
  [{ 'no-delete': true }, {}, '--no-delete'],
  [{ 'no-deactivate': true }, {}, '--no-deactivate'],
  [{ 'dry-run': true }, {}, '--dry-run'],
  [{ match: 'name' }, {}, '--match name'],
  [{ roles: 'any' }, {}, 'these --roles'],
  [{ preflight: 'lookup' }, { preflight: 'off' }, '--preflight lookup'],
  [{ preflight: 'off' }, { preflight: 'auto' }, '--preflight off'],
  [{ preflight: 'off' }, { preflight: 'off' }, null],
  [{}, { preflight: 'off' }, null],
  [{ archive: true }, {}, '--archive'],
  [{ 'archive-images': true }, {}, '--archive-images'],
  [{ 'archive-images': true }, { archive: 'records' }, '--archive-images'],
  [{ archive: true }, { archive: 'records' }, null],
  [{ archive: true }, { archive: 'images' }, null],
  [{}, { archive: 'images' }, null],
  [{ 'archive-in': 'ledger' }, {}, null],
  [{ 'archive-in': 'ledger' }, { archive: 'records' }, '--archive-in ledger'],
  [{ 'archive-in': 'ledger' }, { archive: 'records', archiveIn: 'ledger' }, null],
  [{}, { archive: 'records', archiveIn: 'ledger' }, null],
] as const)('%j, where %j was begun: %s', (parsed, options, flag) => {
  const flags = readFlags(runFlags, parsed, COMMAND_LINE)
  expect(conflictingFlag(flags, { ...IDENTITY.options, ...options })).toBe(flag)
})
