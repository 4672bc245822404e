import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { SetupError } from '../../../infra/bootstrap/SetupError.mjs'
import type { Host, Hosts } from './Host.ts'

const run = promisify(execFile)

/** Addresses for measurements between networks (RFC 2544), which no office has; others for each process. */
const NETWORK = `198.18.${process.pid % 256}`
const PREFIX = 24
/** The kernel takes 15 characters for the name of an interface. */
const MARK = `dc${process.pid}`
const COMMANDS = ['ip', 'nsenter', 'unshare']

/**
 * Computers with a network of their own each, on this machine: network namespaces, each with a cable (a veth pair) to one switch (a
 * bridge in a namespace of its own), as this process has one too. Each namespace lives as long as a process that holds it and ends
 * with this one, and with it go its cables: nothing is left behind, whatever this process dies of.
 */
export class Namespaces implements Hosts {
  readonly here: Host = { address: `${NETWORK}.1`, through: [] }
  readonly isRemote = true
  readonly #switch: Namespace
  readonly #computers: ReadonlyMap<string, Namespace>
  readonly #closing: AsyncDisposableStack

  private constructor(theSwitch: Namespace, computers: ReadonlyMap<string, Namespace>, closing: AsyncDisposableStack) {
    this.#switch = theSwitch
    this.#computers = computers
    this.#closing = closing
  }

  /** @returns why this machine cannot have them; null if it can */
  static async whyNot(): Promise<string | null> {
    const missing = COMMANDS.filter((name) => !isCommand(name))
    if (missing.length > 0) return `no ${missing.join(', ')}: apt-get install iproute2 util-linux`
    if (process.getuid?.() !== 0) return 'network namespaces are for root: run it with sudo'
    try {
      await run('unshare', ['--net', 'ip', 'link', 'add', 'probe', 'type', 'bridge'])
      return null
    } catch (error) {
      return `the kernel gives no network namespaces here: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  /** @throws SetupError where there can be none */
  static async open(names: readonly string[]): Promise<Namespaces> {
    const reason = await Namespaces.whyNot()
    if (reason !== null) throw new SetupError(`--namespaces: ${reason}`)
    await using closing = new AsyncDisposableStack()
    const theSwitch = closing.use(await Namespace.open(`${NETWORK}.254`))
    await theSwitch.ip('link', 'add', 'switch', 'type', 'bridge')
    await theSwitch.ip('link', 'set', 'switch', 'up')
    const computers = new Map<string, Namespace>()
    for (const [n, name] of names.entries()) {
      const computer = closing.use(await Namespace.open(`${NETWORK}.${n + 2}`))
      await theSwitch.ip('link', 'add', portOf(name), 'type', 'veth', 'peer', 'eth0', 'netns', String(computer.pid))
      await plug(theSwitch, portOf(name))
      await computer.ip('addr', 'add', `${computer.address}/${PREFIX}`, 'dev', 'eth0')
      await computer.ip('link', 'set', 'eth0', 'up')
      // Browsers look for the address that leads out.
      await computer.ip('route', 'add', 'default', 'via', `${NETWORK}.1`)
      computers.set(name, computer)
    }
    const own = `${MARK}-up`
    closing.defer(async () => void (await run('ip', ['link', 'del', own]).catch(() => undefined)))
    await theSwitch.ip('link', 'add', 'here', 'type', 'veth', 'peer', own, 'netns', String(process.pid))
    await plug(theSwitch, 'here')
    await run('ip', ['addr', 'add', `${NETWORK}.1/${PREFIX}`, 'dev', own])
    await run('ip', ['link', 'set', own, 'up'])
    return new Namespaces(theSwitch, computers, closing.move())
  }

  of(name: string): Host {
    const computer = this.#computers.get(name)
    if (!computer) throw new Error(`there is no computer ${name}`)
    return computer
  }

  /** All addresses, for who makes a certificate. */
  get addresses(): string[] {
    return [this.here.address, ...[...this.#computers.values()].map(({ address }) => address)]
  }

  /** Pulls the cables of these computers out of the switch, or plugs them in again. */
  async cut(names: readonly string[], on: boolean): Promise<void> {
    await Promise.all(names.map((name) => this.#switch.ip('link', 'set', portOf(name), on ? 'down' : 'up')))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}

/** One, held by a process that does nothing until this one is gone. */
class Namespace implements Host, AsyncDisposable {
  readonly address: string
  readonly pid: number
  readonly through: readonly string[]
  readonly #holder: ChildProcess

  private constructor(address: string, holder: ChildProcess, pid: number) {
    this.address = address
    this.#holder = holder
    this.pid = pid
    this.through = ['nsenter', `--net=/proc/${pid}/ns/net`, '--']
  }

  static async open(address: string): Promise<Namespace> {
    // cat(1) ends with its input, which ends with this process.
    const holder = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo ready && exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [first] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])
    if (String(first).trim() !== 'ready' || holder.pid === undefined)
      throw new Error(`no network namespace: unshare ended with ${String(first)}`)
    return new Namespace(address, holder, holder.pid)
  }

  async ip(...args: readonly string[]): Promise<void> {
    const [command = '', ...words] = [...this.through, 'ip', ...args]
    await run(command, words)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#holder.exitCode !== null || this.#holder.signalCode !== null) return
    const ended = once(this.#holder, 'exit')
    this.#holder.stdin?.end()
    await ended
  }
}

async function plug(theSwitch: Namespace, port: string): Promise<void> {
  await theSwitch.ip('link', 'set', port, 'master', 'switch')
  await theSwitch.ip('link', 'set', port, 'up')
}

const portOf = (name: string) => `p-${name}`

function isCommand(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
