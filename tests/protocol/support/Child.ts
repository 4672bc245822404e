import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A server of ours in a process of its own, as `npm start` runs it. */
export class Child {
  readonly #process: ChildProcess
  #output = ''

  private constructor(child: ChildProcess) {
    this.#process = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output = (this.#output + text).slice(-20_000)))
    }
  }

  /** Resolves when the child says `{ready: true}`. */
  static async start(main: string, env: Record<string, string>): Promise<Child> {
    const forked = fork(main, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    })
    const child = new Child(forked)
    await new Promise<void>((resolve, reject) => {
      forked.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'ready' in message) resolve()
      })
      forked.once('error', reject)
      forked.once('exit', (code, signal) => reject(new Error(`${main} ended (${code ?? signal}):\n${child.#output}`)))
    })
    return child
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  get output(): string {
    return this.#output
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const exit = once(this.#process, 'exit')
    this.#process.kill(signal)
    await exit
  }

  /** Kills the process, which has no time to say goodbye. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }
}
