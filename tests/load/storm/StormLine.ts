import { randomUUID } from 'node:crypto'
import {
  Answer,
  type DeviceId,
  PROTOCOL_VERSION,
  type RequestData,
  type RequestName,
} from '@diem-cau/signaling-contract'
import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'

const PATIENCE_MS = 20_000

export interface StormLineOptions {
  readonly url: string
  readonly token: string
  readonly deviceId: DeviceId
  readonly onNotice: (notice: unknown) => void
}

/**
 * One room's socket. Of what comes it reads only what it is told to: a bench of many rooms takes its CPU from the servers that it
 * measures, and a room's own PC would read the rest.
 */
export class StormLine {
  readonly #io: Socket

  private constructor(socket: Socket) {
    this.#io = socket
  }

  /** Resolves once the server let it in. @throws Error when there is no server, or it refuses */
  static async connect({ url, token, deviceId, onNotice }: StormLineOptions): Promise<StormLine> {
    const socket = io(url, {
      auth: { token, protocol: PROTOCOL_VERSION, deviceId },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    socket.on('notice', onNotice)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', (error) => {
        socket.close()
        reject(error)
      })
    })
    return new StormLine(socket)
  }

  /** Resolves when the line is gone. */
  get gone(): Promise<void> {
    if (!this.#io.connected) return Promise.resolve()
    return new Promise((resolve) => this.#io.once('disconnect', () => resolve()))
  }

  /** @param wanted what of the answer is read. @throws Error the refusal */
  async ask<N extends RequestName, T>(name: N, data: RequestData<N>, wanted: z.ZodType<T>): Promise<T> {
    const answer = Answer.parse(
      await this.#io.timeout(PATIENCE_MS).emitWithAck('request', { requestId: randomUUID(), name, data }),
    )
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
    return wanted.parse(answer.data)
  }

  close(): void {
    this.#io.disconnect()
  }
}
