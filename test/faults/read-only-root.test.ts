import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder, writeList } from '../support/cli.ts'
import { BIN } from '../support/process.ts'

// As in a container with a read-only root file system: only the folder of the runs, $0, can be written.
const READ_ONLY = `
set -e
mount --make-rprivate /
mount --bind "$0" "$0"
for folder in /tmp /var/tmp /usr/tmp ${tmpdir()}; do
  if [ -d "$folder" ]; then mount --rbind "$folder" "$folder"; mount -o remount,bind,ro "$folder"; fi
done
mount -o remount,bind,ro /
cd /
exec "$@"
`

const onReadOnlyRoot = (out: string, ...command: string[]): SpawnSyncReturns<string> =>
  spawnSync('unshare', ['--mount', 'sh', '-c', READ_ONLY, out, ...command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })

const probe = onReadOnlyRoot(temporaryFolder(), 'true')
const isPossible = probe.status === 0
if (!isPossible) {
  const reason = probe.error?.message ?? probe.stderr.trim()
  process.stderr.write(`SKIPPED, a read-only root file system was not tried: ${reason}\n`)
}

test.runIf(isPossible)('a list that is sorted in a file is read where only --out can be written', () => {
  const out = temporaryFolder()
  // In no order, and more than SQLite sorts in memory.
  const ids = Array.from({ length: 100_000 }, (_, row) => `user-${(row * 7919) % 100_000}`)
  const list = writeList(out, `id\n${ids.join('\n')}\n`)
  const argv = [BIN, 'run', list, '--dry-run', '--site', 'acme', '--out', out]
  const { status, stderr } = onReadOnlyRoot(out, process.execPath, ...argv)
  expect(status, stderr).toBe(0)
  const [run] = readdirSync(out).filter((name) => name.startsWith('20'))
  expect(readdirSync(out).toSorted()).toEqual(
    [run, LEDGER_FILE, `${LEDGER_FILE}.lock`, 'leavers.csv'].toSorted(),
  )
})
