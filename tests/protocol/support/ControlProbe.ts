import { randomUUID } from 'node:crypto'
import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL,
  ControlAnswer,
  type ControlData,
  type ControlRequestName,
  controlRequests,
  type ControlResponse,
} from '@diem-cau/sfu-contract'
import { io, type Socket } from 'socket.io-client'

/** A look at the media node through its own control API, as another owner who takes nothing over. */
export class ControlProbe {
  readonly #io: Socket

  /** @param ca PEM of who signed the node's certificate, where it has one */
  constructor(url: string, secret: string, ca?: string) {
    this.#io = io(`${url}${CONTROL_NAMESPACE}`, {
      auth: { secret, owner: `probe-${randomUUID()}`, protocol: CONTROL_PROTOCOL },
      transports: ['websocket'],
      ...(ca !== undefined && { ca }),
      reconnectionDelay: 100,
      reconnectionDelayMax: 200,
    })
  }

  async ask<N extends ControlRequestName>(name: N, data: ControlData<N>): Promise<ControlResponse<N>> {
    const answer = ControlAnswer.parse(await this.#io.timeout(10_000).emitWithAck('request', { name, data }))
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`)
    return controlRequests[name].response.parse(answer.data) as ControlResponse<N>
  }

  close(): void {
    this.#io.disconnect()
  }
}
