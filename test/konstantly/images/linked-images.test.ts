import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { LinkedImages } from '../../../src/konstantly/images/linked-images.ts'
import { listen } from '../../support/secure-platform.ts'
import { TRANSPORT_OPTIONS } from '../../support/transport-options.ts'

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)])

interface Rig {
  images: LinkedImages
  /** `http://127.0.0.1:…`, where the images are. */
  origin: string
  asked: IncomingMessage[]
  /** How long each wait was, in milliseconds. */
  waits: number[]
  stop: AbortController
  halt: AbortController
}

/** A host of images, each of whose answers is the next one; the last one is given again and again. */
async function rig(...answers: ((response: ServerResponse, origin: string) => void)[]): Promise<Rig> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answers[Math.min(asked.length, answers.length) - 1]?.(response, origin)
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  const [stop, halt] = [new AbortController(), new AbortController()]
  const waits: number[] = []
  const images = new LinkedImages({
    ...TRANSPORT_OPTIONS,
    timeoutMs: 2_000,
    baseUrl: `${origin}/openapi/v1`,
    stopSignal: stop.signal,
    haltSignal: halt.signal,
    onUnavailable: () => undefined,
    pause: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    now: () => performance.now(),
    wallClock: () => Date.now(),
  })
  onTestFinished(() => {
    images.close()
  })
  return { images, origin, asked, waits, stop, halt }
}

const image = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'binary/octet-stream' }).end(PNG)
}
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end('<html>')
  }
const redirect =
  (to: (origin: string) => string) =>
  (response: ServerResponse, origin: string): void => {
    response.writeHead(302, { location: to(origin) }).end()
  }

describe('an image', () => {
  test('is fetched without the key, or anything else that is the API’s', async () => {
    const { images, origin, asked } = await rig(image)
    const fetched = await images.fetch(`${origin}/a.png?signature=1`)
    expect(fetched).toMatchObject({ kind: 'image', type: 'image/png' })
    expect('bytes' in fetched && PNG.equals(fetched.bytes)).toBe(true)
    expect(asked.map(({ method, url }) => [method, url])).toEqual([['GET', '/a.png?signature=1']])
    expect(JSON.stringify(asked[0]?.rawHeaders)).not.toMatch(/key|cookie|authorization/i)
  })

  test('is found where its link leads to', async () => {
    const { images, origin, asked } = await rig(
      redirect(() => '/b.png'),
      redirect((origin) => `${origin}/c.png`),
      image,
    )
    expect(await images.fetch(`${origin}/a.png`)).toMatchObject({ kind: 'image' })
    expect(asked.map(({ url }) => url)).toEqual(['/a.png', '/b.png', '/c.png'])
    expect(JSON.stringify(asked.map(({ rawHeaders }) => rawHeaders))).not.toMatch(/key/i)
  })

  test.each([
    ['file:///etc/passwd', 1],
    ['http://169.254.169.254/latest', 1],
    ['', 1],
  ])('is not had from where a redirect must not lead: %j', async (to, requests) => {
    const { images, origin, asked } = await rig(redirect(() => to))
    const reason =
      to === ''
        ? (expect.any(String) as string)
        : 'its link, or what that leads to, is no public address of the web'
    expect(await images.fetch(`${origin}/a.png`)).toEqual({ kind: 'failed', reason })
    expect(asked.length).toBeGreaterThanOrEqual(requests)
  })

  test('is not looked for without end', async () => {
    const { images, origin, asked } = await rig(redirect(() => '/again.png'))
    expect(await images.fetch(`${origin}/a.png`)).toEqual({
      kind: 'failed',
      reason: 'its link leads from one address to another, more than 5 times',
    })
    expect(asked).toHaveLength(6)
  })

  test('is unpacked', async () => {
    const { images, origin } = await rig((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PNG))
    })
    expect(await images.fetch(`${origin}/a.png`)).toEqual({ kind: 'image', bytes: PNG, type: 'image/png' })
  })

  test.each([
    ['a page', status(200)],
    ['nothing', (response: ServerResponse) => response.writeHead(200).end()],
    [
      'a bomb',
      (response: ServerResponse) =>
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]))),
    ],
    [
      'what cannot be unpacked',
      (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(PNG),
    ],
  ])('is not what is none: %s', async (_, answer) => {
    const { images, origin } = await rig(answer)
    expect(await images.fetch(`${origin}/a.png`)).toEqual({
      kind: 'failed',
      reason: 'what its host answered is no image',
    })
  })

  test('may have 10 MiB, and no more', async () => {
    const { images, origin } = await rig((response) => {
      response.writeHead(200).end(Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]))
    })
    expect(await images.fetch(`${origin}/a.png`)).toEqual({
      kind: 'failed',
      reason: 'it is larger than 10 MiB',
    })
  })

  test.each([403, 404, 410])('that is refused with %i is not asked for again', async (code) => {
    const { images, origin, asked } = await rig(status(code))
    expect(await images.fetch(`${origin}/a.png`)).toEqual({
      kind: 'failed',
      reason: `its host answered ${code}`,
    })
    expect(asked).toHaveLength(1)
  })

  test('that cannot be had now is asked for again, three times in all', async () => {
    const soon = await rig(status(503), (response) => response.destroy(), image)
    expect(await soon.images.fetch(`${soon.origin}/a.png`)).toMatchObject({ kind: 'image' })
    expect(soon.waits).toHaveLength(2)
    const never = await rig(status(503))
    expect(await never.images.fetch(`${never.origin}/a.png`)).toEqual({
      kind: 'failed',
      reason: 'its host answered 503',
    })
    expect(never.asked).toHaveLength(3)
  })

  test('that never comes is given up when its time is over', async () => {
    const { images, origin, asked } = await rig(() => undefined)
    expect(await images.fetch(`${origin}/a.png`)).toEqual({ kind: 'failed', reason: 'no answer in time' })
    expect(asked).toHaveLength(3)
  })

  test('is waited for no longer once the run stops, and not at all once it halts', async () => {
    const stopped = await rig((response) => {
      stopped.stop.abort()
      response.writeHead(503).end()
    })
    expect(await stopped.images.fetch(`${stopped.origin}/a.png`)).toEqual({ kind: 'stopped' })
    expect(stopped.asked).toHaveLength(1)
    expect(await stopped.images.fetch(`${stopped.origin}/b.png`)).toEqual({ kind: 'stopped' })
    expect(stopped.asked).toHaveLength(1)
    const halted = await rig(() => {
      halted.halt.abort()
    })
    expect(await halted.images.fetch(`${halted.origin}/a.png`)).toEqual({ kind: 'stopped' })
  })
})
