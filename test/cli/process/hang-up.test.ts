import { expect, test } from 'vitest'
import { outlivesTerminal } from '../../../src/cli/process/hang-up.ts'

const parent = (ignored: string): { parent: string } => ({
  parent: `Name:\tbash\nSigBlk:\t0000000000010000\nSigIgn:\t${ignored}\nSigCgt:\t0000000000000001\n`,
})
const stdin = (flags: string): { stdin: string } => ({
  stdin: `pos:\t0\nflags:\t${flags}\nmnt_id:\t24\nino:\t3\n`,
})

test.each([
  ['nothing of the kind', {}, {}, false],
  ['nohup, as a shell names it', { _: '/usr/bin/nohup' }, {}, true],
  ['nohup, by its bare name', { _: 'nohup' }, {}, true],
  ['another program', { _: '/opt/my-nohup' }, {}, false],
  ['nohup at a terminal, named by no shell', { _: '/usr/bin/sh' }, stdin('02100001'), true],
  ['a terminal, or with a file to read', {}, stdin('0100000'), false],
  ['a terminal that may be written to, too', {}, stdin('0100002'), false],
  ['a shell that ignores SIGHUP', {}, parent('0000000000000001'), true],
  ['one that ignores other signals, too', {}, parent('8000000000001007'), true],
  ['a shell that handles it, as one at a terminal does', {}, parent('0000000000384004'), false],
  ['a process of which less is told', {}, { parent: 'Name:\tbash\n', stdin: 'pos:\t0\n' }, false],
])('started by %s', (_by, env, facts, outlives) => {
  expect(outlivesTerminal(env, { parent: null, stdin: null, ...facts })).toBe(outlives)
})
