import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, readdirSync, readlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { SetupError } from '../../../infra/bootstrap/SetupError.mjs'
import type { Host, Hosts } from './Host.ts'

const run = promisify(execFile)

/** Addresses for measurements between networks (RFC 2544), which no office has; others for each process. */
const NETWORK = `198.18.${process.pid % 256}`
const PREFIX = 24
/** Unique local addresses (RFC 4193), others for each process. */
const NETWORK_V6 = `fd12:dc:${(process.pid % 65_536).toString(16)}`
const PREFIX_V6 = 64
/** The kernel takes 15 characters for the name of an interface. */
const MARK = `dc${process.pid}`
const ETH = 'eth0'
/** A line that is too slow keeps what waits for so long, as a router does. */
const QUEUE = ['burst', '5kb', 'latency', '600ms']
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

  /**
   * @param cables what a computer calls its end of its cable, where it is not `eth0`
   * @throws SetupError where there can be none
   */
  static async open(names: readonly string[], cables: Readonly<Record<string, string>> = {}): Promise<Namespaces> {
    const reason = await Namespaces.whyNot()
    if (reason !== null) throw new SetupError(`--namespaces: ${reason}`)
    await using closing = new AsyncDisposableStack()
    const theSwitch = closing.use(await Namespace.open(`${NETWORK}.254`))
    await theSwitch.ip('link', 'add', 'switch', 'type', 'bridge')
    await theSwitch.ip('link', 'set', 'switch', 'up')
    const computers = new Map<string, Namespace>()
    for (const [n, name] of names.entries()) {
      const cable = cables[name] ?? ETH
      const computer = closing.use(await Namespace.open(`${NETWORK}.${n + 2}`, cable))
      await theSwitch.ip('link', 'add', portOf(name), 'type', 'veth', 'peer', cable, 'netns', String(computer.pid))
      await plug(theSwitch, portOf(name))
      await computer.ip('addr', 'add', `${computer.address}/${PREFIX}`, 'dev', cable)
      await computer.ip('link', 'set', cable, 'up')
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
    return this.#find(name)
  }

  /** All addresses, for who makes a certificate. */
  get addresses(): string[] {
    return [this.here.address, ...[...this.#computers.values()].map(({ address }) => address)]
  }

  /** Pulls the cables of these computers out of the switch, or plugs them in again. */
  async cut(names: readonly string[], on: boolean): Promise<void> {
    await Promise.all(names.map((name) => this.#switch.ip('link', 'set', portOf(name), on ? 'down' : 'up')))
  }

  /** Lets a computer's line carry so much, in kbit/s, from it (`up`) or to it; null: as much as it can. Needs tc(8). */
  async slow(name: string, way: 'up' | 'down', kbit: number | null): Promise<void> {
    const computer = this.#find(name)
    const [where, device] = way === 'up' ? [computer, computer.cable] : [this.#switch, portOf(name)]
    if (kbit === null) await where.run('tc', 'qdisc', 'del', 'dev', device, 'root').catch(() => undefined)
    else await where.run('tc', 'qdisc', 'replace', 'dev', device, 'root', 'tbf', 'rate', `${kbit}kbit`, ...QUEUE)
  }

  /** The IPv6 address of a computer that was given one by {@link families}. */
  addressV6(name: string): string {
    return `${NETWORK_V6}::${this.#find(name).address.split('.')[3]}`
  }

  /** Which of both a computer has: IPv4 alone, as all have at first, IPv6 alone, or both. */
  async families(name: string, { ipv4, ipv6 }: { readonly ipv4: boolean; readonly ipv6: boolean }): Promise<void> {
    const computer = this.#find(name)
    const { cable, address } = computer
    await computer.ip('addr', 'flush', 'dev', cable, 'scope', 'global')
    if (ipv4) {
      await computer.ip('addr', 'add', `${address}/${PREFIX}`, 'dev', cable)
      await computer.ip('route', 'replace', 'default', 'via', `${NETWORK}.1`)
    }
    // Nobody else has it, so nobody is asked first.
    if (ipv6) {
      await computer.ip('addr', 'add', `${this.addressV6(name)}/${PREFIX_V6}`, 'dev', cable, 'nodad')
      await computer.ip('-6', 'route', 'replace', 'default', 'via', `${NETWORK_V6}::1`, 'onlink', 'dev', cable)
    }
  }

  /** Rules of a computer's packet filter, as nft(8) reads them; null: none. */
  async filter(
    name: string,
    rules: { readonly out?: readonly string[]; readonly in?: readonly string[] } | null,
  ): Promise<void> {
    const computer = this.#find(name)
    await computer.run('nft', 'delete', 'table', 'inet', 'line').catch(() => undefined)
    if (rules === null) return
    const chain = (hook: string, lines: readonly string[] = []) =>
      [`chain ${hook} {`, `type filter hook ${hook} priority 0; policy accept;`, ...lines, '}'].join('\n')
    await computer.run('nft', `table inet line {\n${chain('output', rules.out)}\n${chain('input', rules.in)}\n}`)
  }

  /** Ids of the processes that run on a computer, but the one that holds it. */
  processesOf(name: string): number[] {
    const { pid } = this.#find(name)
    const own = networkOf(pid)
    return readdirSync('/proc')
      .map(Number)
      .filter((other) => other > 0 && other !== pid && networkOf(other) === own)
  }

  #find(name: string): Namespace {
    const computer = this.#computers.get(name)
    if (!computer) throw new Error(`there is no computer ${name}`)
    return computer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closing.disposeAsync()
  }
}

/** The network of a process, null when it is gone. */
function networkOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`)
  } catch {
    return null
  }
}

/** One, held by a process that does nothing until this one is gone. */
class Namespace implements Host, AsyncDisposable {
  readonly address: string
  readonly pid: number
  readonly through: readonly string[]
  /** The name of its end of its cable. */
  readonly cable: string
  readonly #holder: ChildProcess

  private constructor(address: string, cable: string, holder: ChildProcess, pid: number) {
    this.address = address
    this.cable = cable
    this.#holder = holder
    this.pid = pid
    this.through = ['nsenter', `--net=/proc/${pid}/ns/net`, '--']
  }

  static async open(address: string, cable = ETH): Promise<Namespace> {
    // cat(1) ends with its input, which ends with this process.
    const holder = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo ready && exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [first] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])
    if (String(first).trim() !== 'ready' || holder.pid === undefined)
      throw new Error(`no network namespace: unshare ended with ${String(first)}`)
    return new Namespace(address, cable, holder, holder.pid)
  }

  ip(...args: readonly string[]): Promise<void> {
    return this.run('ip', ...args)
  }

  /** Runs a command there. @throws Error with what it wrote, unless it ends with 0 */
  async run(...words: readonly string[]): Promise<void> {
    const [command = '', ...args] = [...this.through, ...words]
    await run(command, args)
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
