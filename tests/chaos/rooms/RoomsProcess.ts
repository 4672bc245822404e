import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Host, loopback } from '../hosts/Host.ts'
import { type AnswerTo, Answering, answers, type Command } from './messages.ts'

interface Pending {
  readonly resolve: (data: unknown) => void
  readonly reject: (error: Error) => void
}

/** The farm's rooms in a process of their own, so that browsers are driven, and lines relayed, beside them. */
export class RoomsProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (raw) => this.#take(raw))
    child.once('exit', (code, signal) => {
      const error = new Error(`the process with the rooms ended (${code ?? signal})`)
      for (const { reject } of this.#pending.values()) reject(error)
      this.#pending.clear()
    })
  }

  /** @param certificate PEM file of the one that the office has made itself */
  static async start({ through }: Host = loopback.here, certificate: string | null = null): Promise<RoomsProcess> {
    const [command, ...before] = [...through, process.execPath]
    const child = fork(join(import.meta.dirname, 'main.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execPath: command,
      execArgv: before,
      env: { ...process.env, ...(certificate !== null && { NODE_EXTRA_CA_CERTS: certificate }) },
    })
    const rooms = new RoomsProcess(child)
    await new Promise<void>((resolve, reject) => {
      rooms.#pending.set(0, { resolve: () => resolve(), reject })
    })
    return rooms
  }

  async ask<C extends Command>(command: C): Promise<AnswerTo<C['do']>> {
    const id = (this.#lastId += 1)
    const answered = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }))
    this.#child.send({ id, command })
    return answers[command.do].parse(await answered) as AnswerTo<C['do']>
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
  }

  #take(raw: unknown): void {
    const answer = typeof raw === 'object' && raw !== null && 'ready' in raw ? null : Answering.parse(raw)
    const pending = this.#pending.get(answer?.id ?? 0)
    this.#pending.delete(answer?.id ?? 0)
    if (!answer || answer.ok) pending?.resolve(answer?.data)
    else pending?.reject(new Error(answer.error))
  }
}
