import { startSandbox } from '../../sandbox/server.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { messageOf } from '../failure.ts'
import { sandboxFlags } from './sandbox.meta.ts'
import { readFlags } from '../flags/read-flags.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'

/** `sandbox`: serves the stand-in platform until a signal stops it. */
export async function sandbox(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const flags = readFlags(sandboxFlags, parsed, deps)
  const server = await startSandbox({
    port: flags.port,
    users: flags.users,
    throttle:
      flags['rate-limit'] === null
        ? null
        : {
            kind: flags.limiter,
            limit: flags['rate-limit'],
            windowMs: flags.window * 1000,
            headers: !flags['no-rate-headers'],
            competitor: flags.competitor,
          },
    clockSkewMs: flags['clock-skew'] * 1000,
    outage:
      flags['outage-after'] === null
        ? null
        : { afterMs: flags['outage-after'] * 1000, forMs: flags['outage-for'] * 1000 },
    latencyMs: flags.latency,
    faultRate: flags['fault-rate'],
    seed: flags.seed,
  }).catch((error: unknown) => {
    throw new UsageError(
      `the sandbox cannot be served on port ${flags.port} (${messageOf(error)}). Name another --port.`,
      {
        cause: error,
      },
    )
  })
  const { baseUrl, apiKey } = server
  // The listener is in place before the output tells anyone that the sandbox runs.
  const told = new Promise<void>((resolve) => {
    const stopListening = deps.onSignal(() => {
      stopListening()
      resolve()
    })
  })
  // The lines are shell commands, to be copied into another terminal.
  deps.stdout.write(`export KONSTANTLY_BASE_URL=${baseUrl}\nexport KONSTANTLY_API_KEY=${apiKey}\n`)
  deps.stderr.write(
    `A site with ${flags.users} users. Copy the lines above into another terminal, and leave out --site there.\nStop it with Ctrl+C.\n`,
  )

  await told
  await server.close()
  return EXIT.ok
}
