import { randomUUID } from 'node:crypto'
import {
  DeviceId,
  Notice,
  type RequestData,
  type RequestName,
  type RequestResponse,
  requests,
} from '@diem-cau/signaling-contract'
import { z } from 'zod'
import { StormLine } from '../storm/StormLine.ts'

/** What media is about. Everything else that a room is told its own PC would read, and the bench does not. */
const READ: ReadonlySet<string> = new Set(['consumersOpened', 'demand', 'legOffered', 'legCarries', 'legEnded'])

/** The socket of a room that reads of all it is told what its media needs. */
export class RoomLine {
  /** Notices that were read, in the order of arrival. */
  readonly notices: Notice[] = []
  readonly #listeners = new Set<(notice: Notice) => void>()
  #line!: StormLine

  static async connect(url: string, token: string): Promise<RoomLine> {
    const line = new RoomLine()
    line.#line = await StormLine.connect({
      url,
      token,
      deviceId: DeviceId.parse(randomUUID()),
      onNotice: (name, read) => void (READ.has(name) && line.#take(Notice.parse(read()))),
    })
    return line
  }

  async request<N extends RequestName>(name: N, data: RequestData<N>): Promise<RequestResponse<N>> {
    return requests[name].response.parse(await this.ask(name, data, z.unknown())) as RequestResponse<N>
  }

  /** @param wanted what of the answer is read */
  ask<N extends RequestName, T>(name: N, data: RequestData<N>, wanted: z.ZodType<T>): Promise<T> {
    return this.#line.ask(name, data, wanted)
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.#listeners.add(listener)
  }

  close(): void {
    this.#line.close()
  }

  #take(notice: Notice): void {
    this.notices.push(notice)
    for (const listener of this.#listeners) listener(notice)
  }
}
