import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './examples.ts'

const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

test('the image has one base image, pinned by its digest in one place', () => {
  const [base, ...others] = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)
  expect(base).toMatch(/^node:24\.\d+\.\d+-slim@sha256:[0-9a-f]{64}$/)
  expect(new Set(others)).toEqual(new Set(['base', 'scratch']))
})

test('the image says its version, and that there is no health to ask for', () => {
  expect(dockerfile).toContain(`org.opencontainers.image.version="${version}"`)
  expect(dockerfile).toMatch(/^HEALTHCHECK NONE$/m)
})
