import type { Page, WebSocketRoute } from '@playwright/test'
import { MeetingError, type ErrorCode } from '@diem-cau/signaling-contract'
import { type OperationsChange, type OperationsSnapshot, OperationsView } from '@diem-cau/signaling-contract/operations'
import { z } from 'zod'

const Asked = z.tuple([z.literal('request'), z.object({ name: z.string(), data: z.unknown() })])

/**
 * The socket of a page that watches, with the server's end in the test's hand: Engine.IO and Socket.IO as far as that page
 * speaks them. For how pages look and behave; that the real server says such things is tested with the real one.
 */
export class OperationsWire {
  /** The views that were asked for, the newest last. */
  readonly asked: OperationsView[] = []
  readonly #answer: (view: OperationsView) => OperationsSnapshot | ErrorCode
  #socket: WebSocketRoute | null = null
  #isCut = false

  private constructor(answer: (view: OperationsView) => OperationsSnapshot | ErrorCode) {
    this.#answer = answer
  }

  static async on(
    page: Page,
    answer: (view: OperationsView) => OperationsSnapshot | ErrorCode,
  ): Promise<OperationsWire> {
    const wire = new OperationsWire(answer)
    await page.routeWebSocket(/\/socket\.io\//, (socket) => wire.#open(socket))
    await page.route(/\/socket\.io\//, (route) => route.abort('connectionreset'))
    return wire
  }

  tell(change: Partial<OperationsChange> & { readonly at: number }): void {
    const whole = { added: [], changed: [], gone: [], meetings: [], meetingsGone: [], ...change }
    this.#emit({ name: 'operationsChanged', change: whole })
  }

  /** The line breaks, and no other comes up until `mend`. */
  async cut(): Promise<void> {
    this.#isCut = true
    await this.#socket?.close()
  }

  mend(): void {
    this.#isCut = false
  }

  #open(socket: WebSocketRoute): void {
    if (this.#isCut) return void socket.close()
    this.#socket = socket
    socket.onMessage((message) => this.#onMessage(socket, message.toString()))
    socket.send('0{"sid":"made-up","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":1000000}')
  }

  #onMessage(socket: WebSocketRoute, message: string): void {
    if (message.startsWith('40')) {
      socket.send('40{"sid":"made-up"}')
      this.#emit({ name: 'welcome', serverTime: Date.now(), serverId: 'made-up' })
      return
    }
    const [, id, json] = /^42(\d+)(.*)$/s.exec(message) ?? []
    if (id === undefined || json === undefined) return
    const [, { name, data }] = Asked.parse(JSON.parse(json))
    socket.send(`43${id}${JSON.stringify([this.#answerTo(name, data)])}`)
  }

  #answerTo(name: string, data: unknown): unknown {
    if (name !== 'operations:watch')
      return { ok: true, data: name === 'media:describe' ? { routerRtpCapabilities: null } : {} }
    const { view } = z.object({ view: OperationsView }).parse(data)
    this.asked.push(view)
    const answer = this.#answer(view)
    return typeof answer === 'string'
      ? { ok: false, error: new MeetingError(answer).toBody() }
      : { ok: true, data: answer }
  }

  #emit(notice: unknown): void {
    this.#socket?.send(`42${JSON.stringify(['notice', notice])}`)
  }
}
