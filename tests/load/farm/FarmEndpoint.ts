import type { Direction, DtlsParameters, TransportParameters } from '@diem-cau/sfu-contract'
import type { Farm } from './Farm.ts'
import type { FarmTransport } from './FarmTransport.ts'

/** A device in a meeting: one transport that sends, one that receives. */
export class FarmEndpoint {
  readonly #farm: Farm
  readonly #transports = new Map<Direction, FarmTransport>()

  constructor(farm: Farm) {
    this.#farm = farm
  }

  /**
   * Begins ICE and DTLS with what the server said of its transport.
   * @returns what the server has to be told for it; then `send.connected` or `recv.connected` resolves
   */
  async connect(direction: Direction, parameters: TransportParameters): Promise<DtlsParameters> {
    if (this.#transports.has(direction)) throw new Error(`this endpoint has its ${direction} transport`)
    this.#transports.set(direction, await this.#farm.open(parameters))
    return this.#farm.dtlsParameters
  }

  get send(): FarmTransport {
    return this.#get('send')
  }

  get recv(): FarmTransport {
    return this.#get('recv')
  }

  #get(direction: Direction): FarmTransport {
    const transport = this.#transports.get(direction)
    if (!transport) throw new Error(`connect the ${direction} transport first`)
    return transport
  }

  async close(): Promise<void> {
    await Promise.all([...this.#transports.values()].map((transport) => transport.close()))
    this.#transports.clear()
  }
}
