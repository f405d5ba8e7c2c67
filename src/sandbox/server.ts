import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makePeople } from './people.ts'
import { IMAGES_PATH, RequestHandler } from './request-handler.ts'
import { API_PATH } from './route.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { Site } from './site.ts'

export type { SandboxOptions, SandboxRequest } from './sandbox-options.ts'

export interface Sandbox {
  baseUrl: string
  apiKey: string
  site: Site
  close(): Promise<void>
}

/** Serves the stand-in platform on loopback, over real HTTP, with its state in memory. Rejects where the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { users, seed, rejectRepeatedBan = false, aliases = {}, totalCount = null, role = 'object' } = options
  const { training, seats = null } = options
  const people = typeof users === 'number' ? makePeople(users, seed) : users
  const site = new Site(people, {
    ...{ rejectRepeatedBan, aliases, totalCount, seats, role },
    ...(training && { training }),
  })
  const apiKey = `sandbox-key-${seed}`
  const handler = new RequestHandler(options, site, apiKey)
  const server = createServer((incoming, response) => {
    handler.handle(incoming, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  site.images = `http://127.0.0.1:${port}${IMAGES_PATH}`
  return {
    baseUrl: `http://127.0.0.1:${port}${API_PATH}`,
    apiKey,
    site,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
