import type { EndpointId } from '@diem-cau/signaling-contract'
import type { Logger } from 'pino'
import type { SystemWriter } from './SystemWriter.ts'

/** Records whose line broke, and keeps their place for a while (SPEC 6.1). */
export class Lines {
  readonly #writer: Pick<SystemWriter, 'record' | 'execute'>
  readonly #logger: Logger
  readonly #graceMs: number
  readonly #timers = new Map<EndpointId, NodeJS.Timeout>()

  /** @param graceMs how long a place is kept */
  constructor(writer: Pick<SystemWriter, 'record' | 'execute'>, logger: Logger, graceMs: number) {
    this.#writer = writer
    this.#logger = logger
    this.#graceMs = graceMs
  }

  /** The line of this endpoint's client broke. */
  lose(endpointId: EndpointId): void {
    this.#wait(endpointId)
    this.#writer.record({ type: 'loseLine', endpointId })
  }

  /** It is there again, or is not waited for any more. */
  keep(endpointId: EndpointId): void {
    clearTimeout(this.#timers.get(endpointId))
    this.#timers.delete(endpointId)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #wait(endpointId: EndpointId): void {
    if (this.#timers.has(endpointId)) return
    const timer = setTimeout(() => {
      this.#timers.delete(endpointId)
      void this.#expire(endpointId)
    }, this.#graceMs)
    this.#timers.set(endpointId, timer)
  }

  async #expire(endpointId: EndpointId): Promise<void> {
    try {
      await this.#writer.execute({ type: 'loseLine', endpointId })
      await this.#writer.execute({ type: 'expireLine', endpointId })
    } catch (error) {
      this.#logger.warn({ err: error, endpointId }, 'place not given up: trying again')
      this.#wait(endpointId)
    }
  }
}
