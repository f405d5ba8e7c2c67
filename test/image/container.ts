import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Image } from './build-image.ts'

/**
 * What an engine does: $0 is the root file system, read-only, $1 the volumes, a line each, such as `/tmp/folder:/data`; nothing else can be
 * written, but /tmp if $2 says so. The process is the image's user, in no other group, without any capability or a way to more rights.
 */
const CONTAIN = `
set -e
root=$0 volumes=$1 tmp=$2 user=$3 cwd=$4
shift 4
mount --make-rprivate /
mount --bind "$root" "$root"
echo "$volumes" | while IFS=: read -r folder path; do
  mkdir -p "$root$path"
  mount --bind "$folder" "$root$path"
done
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
if [ "$tmp" = tmpfs ]; then mount -t tmpfs -o size=32m,mode=1777 tmpfs "$root/tmp"; fi
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \\
  env --ignore-environment --chdir="$cwd" "$@"
`

export interface Container {
  /** Sends a signal to PID 1 of the container, as an engine does. */
  signal: (name: NodeJS.Signals) => void
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

export interface ContainerOptions {
  /** The folders that are mounted, by where: `{ '/data': … }`. */
  volumes: Readonly<Record<string, string>>
  argv: readonly string[]
  /** Instead of the image's entry point. */
  entrypoint?: readonly string[]
  env?: Record<string, string>
  /** Whether /tmp can be written; otherwise it is read-only like the rest. */
  tmp?: boolean
}

/** Starts the image, as `docker run --read-only --network host` would. */
export function startContainer({ root, config }: Image, options: ContainerOptions): Container {
  const env = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`)
  const volumes = Object.entries(options.volumes).map(([path, folder]) => `${folder}:${path}`)
  const command = [...config.Env, ...env, ...(options.entrypoint ?? config.Entrypoint), ...options.argv]
  const child = spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', CONTAIN, root, volumes.join('\n')],
      ...[options.tmp === true ? 'tmpfs' : 'read-only', config.User, config.WorkingDir, ...command],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: code as number | null, stdout, stderr }),
  )
  const signal = (name: NodeJS.Signals): void => {
    // `unshare` waits for the process that has PID 1 inside; out here that one has another.
    const { pid = 0 } = child
    const [inside] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
    process.kill(Number(inside), name)
  }
  return { signal, ended }
}
