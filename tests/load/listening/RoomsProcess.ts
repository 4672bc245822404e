import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type AnswerTo, Answering, answers, type Command } from './messages.ts'

interface Pending {
  readonly resolve: (data: unknown) => void
  readonly reject: (error: Error) => void
}

/** The rooms in a process of their own: what a thousand of them are told must not hold up what the chair is told. */
export class RoomsProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (raw) => {
      const answer = Answering.parse(raw)
      const pending = this.#pending.get(answer.id)
      this.#pending.delete(answer.id)
      if (answer.ok) pending?.resolve(answer.data)
      else pending?.reject(new Error(answer.error))
    })
    child.once('exit', (code, signal) => {
      for (const { reject } of this.#pending.values())
        reject(new Error(`the process with the rooms ended (${code ?? signal})`))
      this.#pending.clear()
    })
  }

  static async start(): Promise<RoomsProcess> {
    const rooms = new RoomsProcess(
      fork(join(import.meta.dirname, 'main.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] }),
    )
    await rooms.#answer(0)
    return rooms
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async ask<C extends Command>(command: C): Promise<AnswerTo<C['do']>> {
    const id = (this.#lastId += 1)
    const answered = this.#answer(id)
    this.#child.send({ id, command })
    return answers[command.do].parse(await answered) as AnswerTo<C['do']>
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
  }

  #answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }))
  }
}
