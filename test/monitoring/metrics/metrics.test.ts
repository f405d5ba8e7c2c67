import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { METRICS, seriesOf } from '../../../src/monitoring/metrics/metrics.ts'
import { metricsText } from '../../../src/monitoring/metrics/metrics-text.ts'
import { writeMetrics } from '../../../src/monitoring/metrics/write-metrics.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { end, figures } from '../ends.ts'

const textOf = (...ends: Parameters<typeof end>[0][]): string =>
  ends.reduce((text, more) => metricsText(text, seriesOf(end(more))), '')

/** The samples, without help and types. */
const samples = (text: string): string[] => text.split('\n').filter((line) => /^\w/.test(line))

const hasPromtool = spawnSync('promtool', ['--version']).status === 0
if (!hasPromtool)
  process.stderr.write(
    '\n*** There is no promtool, so Prometheus itself does not check the metrics file: apt-get install prometheus. ***\n\n',
  )

describe('the metrics file', () => {
  test('has a gauge for each figure, by site and command', () => {
    const text = textOf({})
    expect(samples(text)).toEqual([
      'konstantly_offboard_last_run_timestamp_seconds{site="acme.konstant.ly",command="purge"} 1795459570',
      'konstantly_offboard_last_success_timestamp_seconds{site="acme.konstant.ly",command="purge"} 1795459570',
      'konstantly_offboard_exit_code{site="acme.konstant.ly",command="purge"} 3',
      'konstantly_offboard_duration_seconds{site="acme.konstant.ly",command="purge"} 70',
      'konstantly_offboard_rows{site="acme.konstant.ly",command="purge",outcome="deleted"} 12',
      'konstantly_offboard_rows{site="acme.konstant.ly",command="purge",outcome="refused"} 1',
      'konstantly_offboard_rows{site="acme.konstant.ly",command="purge",outcome="not_found"} 0',
      'konstantly_offboard_rows_needing_attention{site="acme.konstant.ly",command="purge"} 1',
      'konstantly_offboard_requests{site="acme.konstant.ly",command="purge",step="delete",status="200"} 12',
      'konstantly_offboard_requests{site="acme.konstant.ly",command="purge",step="delete",status="none"} 1',
      'konstantly_offboard_requests_rejected{site="acme.konstant.ly",command="purge"} 2',
      'konstantly_offboard_wait_seconds{site="acme.konstant.ly",command="purge",for="quota"} 61.5',
      'konstantly_offboard_wait_seconds{site="acme.konstant.ly",command="purge",for="retries"} 0',
      'konstantly_offboard_wait_seconds{site="acme.konstant.ly",command="purge",for="outage"} 0',
      'konstantly_offboard_users_waiting{site="acme.konstant.ly"} 7',
      'konstantly_offboard_next_due_timestamp_seconds{site="acme.konstant.ly"} 1796029200',
    ])
    for (const name of Object.keys(METRICS)) {
      expect(text).toContain(`# HELP ${name} `)
      expect(text).toContain(`# TYPE ${name} gauge\n`)
    }
    expect(text.endsWith('\n# EOF\n')).toBe(true)
  })

  test('keeps what a failure knows nothing of, the last success above all', () => {
    const later = { ended: new Date('2026-11-24T18:46:10Z'), exitCode: 6, run: null }
    const kept = samples(textOf({}, later))
    expect(kept).toContain(
      'konstantly_offboard_last_success_timestamp_seconds{site="acme.konstant.ly",command="purge"} 1795459570',
    )
    expect(kept).toContain(
      'konstantly_offboard_last_run_timestamp_seconds{site="acme.konstant.ly",command="purge"} 1795545970',
    )
    expect(kept).toContain('konstantly_offboard_exit_code{site="acme.konstant.ly",command="purge"} 6')
    expect(kept).toHaveLength(samples(textOf({})).length)
  })

  test('keeps those of other commands and sites, and has none twice', () => {
    const both = textOf({}, { command: 'run' }, { site: 'acme.konstant.ly.example' }, {})
    const lines = samples(both)
    expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(lines.length)
    expect(lines.filter((line) => line.startsWith('konstantly_offboard_exit_code'))).toHaveLength(3)
    expect(both.match(/# TYPE konstantly_offboard_exit_code/g)).toHaveLength(1)
  })

  test('forgets outcomes, statuses and waits that there are none of any more', () => {
    const none = figures({ outcomes: { deleted: 1 }, requests: [], waiting: { users: 0, first: null } })
    const lines = samples(textOf({}, { run: none }))
    expect(lines.filter((line) => line.includes('outcome='))).toHaveLength(1)
    expect(lines.filter((line) => line.includes('step='))).toEqual([])
    expect(lines.filter((line) => line.includes('next_due'))).toEqual([])
  })

  test('drops what somebody else wrote into it', () => {
    const before = 'node_load1 3\n<html>\nkonstantly_offboard_exit_code{site="x"} NaN\n'
    expect(metricsText(before, seriesOf(end()))).toBe(textOf({}))
  })

  test('is replaced as a whole, and everybody may read it', () => {
    const path = join(temporaryFolder(), 'offboard.prom')
    writeMetrics(path, seriesOf(end()))
    writeMetrics(path, seriesOf(end({ command: 'run' })))
    expect(readFileSync(path, 'utf8')).toBe(textOf({}, { command: 'run' }))
    expect(statSync(path).mode & 0o777).toBe(0o644)
  })

  test('is not made where there is no folder, or something else', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'x.prom'))
    for (const path of ['missing/x.prom', 'x.prom'])
      expect(() => {
        writeMetrics(join(folder, path), seriesOf(end()))
      }).toThrow(/ENOENT|not a plain file/)
  })

  test.each(['id,name\nu1,Jane Doe\n', 'SQLite format 3\0'])('does not replace what is none (%j)', (text) => {
    const path = join(temporaryFolder(), 'leavers.csv')
    writeFileSync(path, text)
    expect(() => {
      writeMetrics(path, seriesOf(end()))
    }).toThrow('holds something else')
    expect(readFileSync(path, 'utf8')).toBe(text)
    writeFileSync(path, '')
    writeMetrics(path, seriesOf(end()))
    expect(readFileSync(path, 'utf8')).toBe(textOf({}))
  })

  test('is described in the document', () => {
    const lines = readFileSync('docs/notifications.md', 'utf8').split('\n')
    const named = lines.flatMap((line) => /^\| `(konstantly_offboard_\w+)`/.exec(line)?.[1] ?? [])
    expect(named).toEqual(Object.keys(METRICS))
  })

  test.skipIf(!hasPromtool)('can be alerted on as the document proposes', () => {
    const [, rules = ''] =
      /```yaml\n(groups:[^]*?)```/.exec(readFileSync('docs/notifications.md', 'utf8')) ?? []
    const file = join(temporaryFolder(), 'rules.yml')
    writeFileSync(file, rules)
    const { status, stdout } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, expect.stringContaining('SUCCESS: 4 rules found')])
    expect(new Set(rules.match(/konstantly_offboard_\w+/g)).isSubsetOf(new Set(Object.keys(METRICS)))).toBe(
      true,
    )
  })

  test.skipIf(!hasPromtool)('is what Prometheus reads, also with odd names', () => {
    const text = textOf({}, { command: 'run', site: 'a"b\\c\nd' }, { exitCode: 6, run: null })
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text })
    expect({ status, told: `${String(stdout)}${String(stderr)}` }).toEqual({ status: 0, told: '' })
    const broken = spawnSync('promtool', ['check', 'metrics'], { input: text.replace('"} 3', '} 3') })
    expect(broken.status).not.toBe(0)
  })
})
