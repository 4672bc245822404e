import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** A sandbox that does not come up in this time is none, in milliseconds. */
const TRY_MS = 5_000

/** A program started by this reaches neither the network nor the office's data. */
export type Sandbox = {
  /** Null: this machine allows none; the program runs with its limits alone. */
  readonly kind: 'namespaces' | null
  /** The command that starts `command` inside. `hidden`: a folder that is empty there. */
  wrap(command: readonly string[], hidden: string): readonly string[]
}

/** Hides a folder, then becomes the command. */
const HIDE = 'mount -t tmpfs -o size=1m,mode=0 none "$1" && shift && exec "$@"'

/** Own network and mounts, with an own user where this process is not root; tried once, because containers often forbid it. */
export async function sandboxOf(): Promise<Sandbox> {
  const unshare = [
    'unshare',
    ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
    '--net',
    '--mount',
    '--propagation',
    'private',
    '--',
  ]
  const wrap = (command: readonly string[], hidden: string) => [...unshare, 'sh', '-c', HIDE, 'sh', hidden, ...command]
  const [file = '', ...args] = wrap(['true'], '/mnt')
  try {
    await run(file, args, { timeout: TRY_MS })
    return { kind: 'namespaces', wrap }
  } catch {
    return { kind: null, wrap: (command) => command }
  }
}
