import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readKeyFile } from '../../../src/cli/inputs/key-file.ts'
import { BIN } from '../../support/process.ts'
import { cli, temporaryFolder, writeList } from '../../support/cli.ts'
import { person, sandbox } from '../../support/sandbox.ts'

const isRoot = process.geteuid?.() === 0

function keyFile({ file = 0o600, folder = 0o700 } = {}): string {
  const parent = temporaryFolder()
  const path = join(parent, 'key')
  writeFileSync(path, 'the-key\n')
  chmodSync(path, file)
  chmodSync(parent, folder)
  return path
}

describe('a file that holds the API key', () => {
  test('is read where it is its owner’s alone', () => {
    for (const file of [0o600, 0o400]) {
      expect(readKeyFile(keyFile({ file }))).toEqual({ text: 'the-key\n', warning: null })
    }
    expect(readKeyFile(keyFile({ folder: 0o1777 })).warning).toBeNull()
  })

  test.each([0o644, 0o640, 0o604, 0o444])('is warned about where others may read it (%o)', (file) => {
    const path = keyFile({ file })
    expect(readKeyFile(path).text).toBe('the-key\n')
    expect(readKeyFile(path).warning).toContain('others can read')
  })

  test.each([0o666, 0o620, 0o602, 0o1666])('is refused where others may write it (%o)', (file) => {
    const path = keyFile({ file })
    expect(() => readKeyFile(path)).toThrow(`${path} can be changed by others: they may write to it`)
  })

  test.each([0o777, 0o770, 0o722])('is refused where others may write in its folder (%o)', (folder) => {
    const path = keyFile({ folder })
    expect(() => readKeyFile(path)).toThrow('can be changed by others')
    const link = join(temporaryFolder(), 'link')
    symlinkSync(path, link)
    expect(() => readKeyFile(link)).toThrow('can be changed by others')
  })

  test('is refused where the link to it could be replaced', () => {
    const parent = temporaryFolder()
    symlinkSync(keyFile(), join(parent, 'link'))
    chmodSync(parent, 0o777)
    expect(() => readKeyFile(join(parent, 'link'))).toThrow(`they may write to ${parent}.`)
  })

  test('may be mounted as Kubernetes does it', () => {
    const mount = temporaryFolder()
    const version = join(mount, '..2026_11_24_08_00_00.123')
    mkdirSync(version, { mode: 0o755 })
    writeFileSync(join(version, 'key'), 'the-key', { mode: 0o400 })
    symlinkSync('..2026_11_24_08_00_00.123', join(mount, '..data'))
    symlinkSync('..data/key', join(mount, 'key'))
    chmodSync(mount, 0o1777)
    expect(readKeyFile(join(mount, 'key'))).toEqual({ text: 'the-key', warning: null })
  })

  test.skipIf(!isRoot)('is warned about where it is somebody else’s', () => {
    const path = keyFile()
    chownSync(path, 65534, 65534)
    expect(readKeyFile(path).warning).toContain('belongs to uid 65534')
  })

  test.each([
    'https://hooks.example.com/s3cr3t',
    '/srv/https:/hooks.example.com/s3cr3t',
    's3cr3t-0123456789abcdef',
    `s3cr3t${'x'.repeat(300)}`,
  ])('is not named where it may be the secret itself (%s)', (path) => {
    const why = (name: string): unknown => {
      try {
        return readKeyFile(name)
      } catch (error) {
        return error instanceof Error ? error.message : error
      }
    }
    expect(why(path)).toContain('Its name is not shown, since it may be the secret itself')
    expect(why(path)).not.toContain('s3cr3t')
    expect(why('./no-such-file-of-a-key')).toContain('there is no file ./no-such-file-of-a-key')
  })

  test('may be a pipe, such as a shell makes of a command', () => {
    const script = `exec ${process.execPath} ${BIN} run x.csv --site acme --out ${join(temporaryFolder(), 'out')} --api-key-file <(echo the key)`
    // Two words are no key: so far it was read.
    expect(() =>
      execFileSync('bash', ['-c', script], { stdio: 'pipe', env: { PATH: process.env['PATH'] } }),
    ).toThrow('does not hold an API key')
  })

  test('is told of in the log, before anything is done', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const path = keyFile({ file: 0o644 })
    writeFileSync(path, platform.apiKey)
    const list = writeList(temporaryFolder(), 'id\nu1\n')
    const out = join(temporaryFolder(), 'out')
    const flags = [
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--max-percent',
      '100',
      '--api-key-file',
      path,
    ]
    const { exitCode, stderr } = await cli(['run', list, ...flags])
    expect([exitCode, stderr.split('\n')[0]]).toEqual([
      0,
      expect.stringContaining('others can read the API key'),
    ])
    chmodSync(path, 0o666)
    const refused = await cli(['run', list, ...flags])
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('can be changed by others'),
    ])
  })
})

describe('what Node.js would print of the key', () => {
  test.each(['http', 'tls,net', '*', 'HTTP2', 'undici'])(
    'NODE_DEBUG=%s is refused, and nothing sent',
    async (value) => {
      const platform = await sandbox({ users: [person('u1')] })
      const list = writeList(temporaryFolder(), 'id\nu1\n')
      const flags = ['--base-url', platform.baseUrl, '--out', join(temporaryFolder(), 'out')]
      for (const name of ['NODE_DEBUG', 'NODE_DEBUG_NATIVE']) {
        const env = { KONSTANTLY_API_KEY: platform.apiKey, [name]: value }
        for (const command of [
          ['run', list, '--yes'],
          ['plan', list],
        ]) {
          const { exitCode, stderr } = await cli([...command, ...flags], { env })
          expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${name} is set`)])
        }
      }
      expect(platform.requests).toEqual([])
    },
  )
})
