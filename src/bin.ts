#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import type { StopSignal } from './cli/exit-code.ts'
import { outlivesTerminal } from './cli/process/hang-up.ts'
import { StopRequests } from './cli/process/stop-requests.ts'

/** The first in which node:sqlite is no experiment any more; before 24.7 it bound numbered parameters wrongly. */
const MIN_NODE = [24, 15] as const
const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The second request to stop, which is as safe as a kill -9. */
function endAtOnce(signal: StopSignal): void {
  // The progress would stand before the shell's next line.
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb') process.stderr.write('\r\x1b[J')
  process.exit(signal === 'SIGINT' ? 130 : 143)
}

/** Signals that arrived while the process was busy are received before what waits for `setImmediate`. */
function after(ms: number, then: () => void): void {
  setTimeout(() => setImmediate(then), ms).unref()
}

/** What Linux tells of processes, or null. */
function processFact(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return null
  }
}

/** Listens from the first moment on, so that no signal is missed. */
function listenForSignals(): StopRequests['listen'] {
  const requests = new StopRequests(endAtOnce, after)
  const isHangUpIgnored = outlivesTerminal(process.env, {
    parent: processFact(`${process.ppid}/status`),
    stdin: processFact('self/fdinfo/0'),
  })
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (signal !== 'SIGHUP' || !isHangUpIgnored) requests.received(signal)
    })
  }
  return requests.listen
}

/**
 * Somebody who reads along, such as `head`, may leave, and a terminal may be closed: the run does not depend on them, and what it
 * did is in its ledger and its files. Any other output that fails was wanted, so the exit code has to tell.
 */
function outliveReaders(): () => boolean {
  let isLost = false
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (isLost || stream !== process.stdout || error.code === 'EPIPE' || error.code === 'EIO') return
      isLost = true
      process.stderr.write(
        `konstantly-offboard: standard output cannot be written (${error.code ?? 'unknown'}). What was done is in the ledger and its files.\n`,
      )
    })
  }
  return () => isLost
}

/** A terminal that was closed cannot be set any more, and readline does so when it ends: that is no defect. */
function outliveTerminal(): void {
  const { stdin } = process
  if (!stdin.isTTY) return
  const setRawMode = stdin.setRawMode.bind(stdin)
  stdin.setRawMode = (isRaw) => {
    try {
      return setRawMode(isRaw)
    } catch {
      return stdin
    }
  }
}

async function runMain(): Promise<number> {
  const onSignal = listenForSignals()
  outliveTerminal()
  const { keepHeapSmall } = await import('./cli/process/small-heap.ts')
  // What a library calls deprecated concerns us, and nobody who reads the log.
  process.noDeprecation = true
  // Before what takes memory is loaded.
  keepHeapSmall()
  const { main } = await import('./cli/main.ts')
  const { openUrl } = await import('./cli/process/open-url.ts')
  const { pause } = await import('./cli/process/pause.ts')
  return main(process.argv.slice(2), {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    script: process.argv[1],
    now: () => new Date(),
    // Looked at by SQLite when it begins. Whoever has set it knows better.
    sortIn: (folder) => (process.env['SQLITE_TMPDIR'] ??= folder),
    monotonic: () => performance.now(),
    random: Math.random,
    pause,
    every(ms, then) {
      const timer = setInterval(then, ms).unref()
      return () => {
        clearInterval(timer)
      }
    },
    open: (url) => openUrl(url, process.platform, process.env),
    onSignal,
  })
}

/** `--version`, asked by scripts, is answered at once: nothing else is loaded for it. */
async function tellVersion(): Promise<number> {
  const { readVersion } = await import('./cli/version.ts')
  process.stdout.write(`${readVersion()}\n`)
  return 0
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])
}

// Whatever needs this version is imported only after this: an older Node could not even load it.
if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `konstantly-offboard: needs Node.js ${MIN_NODE.join('.')} or newer, and this is ${process.versions.node}. See https://nodejs.org.\n`,
  )
  process.exitCode = 2
} else {
  const isOutputLost = outliveReaders()
  const isVersion = process.argv.length === 3 && process.argv[2] === '--version'
  const exitCode = isVersion ? await tellVersion() : await runMain()
  process.exitCode = exitCode
  process.on('exit', () => {
    if (isOutputLost() && (exitCode === 0 || exitCode === 3)) process.exitCode = 6
  })
}
