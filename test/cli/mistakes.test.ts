import { PassThrough } from 'node:stream'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, temporaryFolder } from '../support/cli.ts'

// What people get wrong on the command line, and what each of them is told: what is wrong, and what to do.

const env = { KONSTANTLY_API_KEY: 'a-key-that-stays-secret' }

/** A folder with a list in it. */
function folder(): string {
  const path = temporaryFolder()
  writeFileSync(join(path, 'leavers.csv'), 'id\nu1\n')
  mkdirSync(join(path, 'lists'))
  return path
}

/** Runs a command that must be refused, in words: `…` is the folder. Nothing may be asked of the site. */
async function told(words: readonly string[], variables: Record<string, string> = env): Promise<string> {
  const path = folder()
  const argv = words.map((word) => word.replaceAll('…', path))
  const { exitCode, stdout, stderr } = await cli([...argv, '--out', join(path, 'out')], { env: variables })
  expect([exitCode, stdout], stderr).toEqual([2, ''])
  return stderr.trimEnd().replaceAll(path, '…')
}

describe('a mistake on the command line is told in one sentence, with what to do:', () => {
  test.each([
    [
      'leavers.csv',
      'leavers.csv is no command. To see what a run of that list would do: konstantly-offboard plan leavers.csv.',
    ],
    ['run --site acme', 'run needs a leaver list: konstantly-offboard run <list>.'],
    [
      'run …/leavers.csv --plan x --site acme',
      'a leaver list, --plan and --resume each say what to run: give one of them.',
    ],
    ['run …/leavers.csv --site acme -y', '-y is no flag of run. Do you mean --yes?'],
    ['run …/leavers.csv --site acme -s beta', '-s is no flag of run. Flags are whole words, such as --site.'],
    ['run …/leavers.csv --site acme --force', '--force is no flag of run. Do you mean --yes?'],
    ['run …/leavers.csv --site acme --what-if', '--what-if is no flag of run. Do you mean --dry-run?'],
    ['run …/leavers.csv --url https://acme.konstant.ly', '--url is no flag of run. Do you mean --base-url?'],
    ['run …/leavers.csv --site acme --key abc', 'No flag takes the API key'],
    ['run …/leavers.csv --site acme --token abc', 'No flag takes the API key'],
    ['run …/leavers.csv --site acme --grace -30d', '-0 is no flag of run. A value cannot begin with a dash.'],
    ['run …/leavers.csv --site acme --grace 30', '--grace needs a unit: 30s, 30m, 30h or 30d.'],
    ['run …/leavers.csv --site acme --date-format dd.mm.yyyy', 'not "dd.mm.yyyy". Do you mean dd.MM.yyyy?'],
    ['run …/leavers.csv --site acme --match email', '--match must be name, not "email".'],
    [
      'run …/leavers.csv --site acme --roles learner author',
      'author is another one. What belongs to a flag is one word: joined with commas, or in quotes.',
    ],
    [
      'run …/leaver.csv --site acme',
      'the leaver list cannot be read: there is no file …/leaver.csv. Do you mean …/leavers.csv?',
    ],
    ['run …/leavers.xlsx --site acme', 'there is no file …/leavers.xlsx. Do you mean …/leavers.csv?'],
    [
      'run “…/leavers.csv” --site acme',
      'The quotation marks belong to the name as they stand: write …/leavers.csv.',
    ],
    [
      'run ~/leavers.csv --site acme',
      'Nothing has put your home folder in the place of ~: write the whole path.',
    ],
    ['run C:\\leavers.csv --site acme', 'there is no file C:\\leavers.csv. Check its name and its folder.'],
    [
      'run …/leavers.csv --site acme --protect …/board.txt',
      'the protected list cannot be read: there is no file …/board.txt.',
    ],
    ['compare …/everybody.csv --site acme', 'the roster cannot be read: there is no file …/everybody.csv.'],
    ['purge leavers.csv --site acme', 'purge takes nothing but flags: leave leavers.csv out.'],
    [
      'forget 20260101T000000Z-abcd',
      'forget takes nothing but flags: leave 20260101T000000Z-abcd out. A run is named with --run.',
    ],
    ['run --dry-run', 'run needs a leaver list'],
  ])('%s', async (line, message) => {
    expect(await told(line.split(' '))).toContain(message)
  })

  test.each(['API_KEY', 'KONSTANTLY_KEY', 'KONSTANTLY_APIKEY'])('the key in %s', async (name) => {
    const said = await told(['run', '…/leavers.csv', '--site', 'acme'], { [name]: 'abc' })
    expect(said).toContain(`there is no API key: set KONSTANTLY_API_KEY`)
    expect(said).toContain(`${name} is set, and is not that name.`)
    const file = { KONSTANTLY_API_KEY_FILE: '…/none' }
    expect(await told(['run', '…/leavers.csv', '--site', 'acme'], file)).toContain(
      'the API key file cannot be read: there is no file …/none.',
    )
  })
})

test('a message is broken between words, to the width of the window', async () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 50 })
  await cli(['run', 'leavers.csv', '--site', 'acme', '--max-user', '5'], { env, deps: { stderr } })
  expect(String(stderr.read())).toBe(
    'konstantly-offboard: --max-user is no flag of run.\n  Do you mean --max-users? See konstantly-offboard\n  help run.\n',
  )
})
