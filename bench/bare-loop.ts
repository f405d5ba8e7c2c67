// The loop that a run is compared with: got and p-limit, two requests a user, and no ledger, no checks, no report.
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import got from 'got'
import pLimit from 'p-limit'

const [list = '', baseUrl = '', apiKey = '', concurrency = '5'] = process.argv.slice(2)
const ids = readFileSync(list, 'utf8').trim().split('\n').slice(1)
const http = got.extend({
  prefixUrl: baseUrl,
  headers: { 'x-api-key': apiKey },
  agent: { http: new Agent({ keepAlive: true }) },
})
const limit = pLimit(Number(concurrency))

await Promise.all(
  ids.map((id) =>
    limit(async () => {
      await http.post('users/blocked', { json: { id } }).json()
      await http.delete(`users/${id}`)
    }),
  ),
)
process.exit(0)
