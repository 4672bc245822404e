import type { DtlsParameters, TransportParameters } from '@diem-cau/sfu-contract'
import { buildFarm } from './buildFarm.ts'
import { FarmEndpoint } from './FarmEndpoint.ts'
import { FarmDelays, FarmGaps, FarmUsage } from './FarmMessage.ts'
import { FarmProcess } from './FarmProcess.ts'
import { FarmTransport } from './FarmTransport.ts'

/** OpenSSL's names; offered in this order. */
export type SrtpProfile = 'SRTP_AEAD_AES_128_GCM' | 'SRTP_AES128_CM_SHA1_80'

/** A server that makes checks of its own is told this of every farm; c/ice.h has it too. */
export const FARM_ICE_PASSWORD = 'the-password-of-every-farm'

/** One process that is many WebRTC endpoints: real ICE, DTLS-SRTP, RTP and feedback, no codecs. */
export class Farm implements AsyncDisposable {
  /** Parameters that the server has to be told for every transport of this farm. */
  readonly dtlsParameters: DtlsParameters
  readonly #process: FarmProcess
  #lastTransport = 0

  private constructor(process: FarmProcess, fingerprint: string) {
    this.#process = process
    this.dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: fingerprint }] }
  }

  /** Builds it if need be. @throws SetupError with what to install */
  static async start({
    profiles = ['SRTP_AEAD_AES_128_GCM', 'SRTP_AES128_CM_SHA1_80'],
  }: { profiles?: readonly SrtpProfile[] } = {}): Promise<Farm> {
    const { process, fingerprint } = await FarmProcess.start(await buildFarm(), [profiles.join(':')])
    return new Farm(process, fingerprint)
  }

  get pid(): number {
    return this.#process.pid
  }

  /**
   * Begins ICE and DTLS towards the server's transport. Give the server this farm's `dtlsParameters`; then
   * `connected` of the answer resolves.
   * @param patienceMs how long `connected` waits before it rejects
   */
  open(parameters: TransportParameters, patienceMs?: number): Promise<FarmTransport> {
    return FarmTransport.open(this.#process, (this.#lastTransport += 1), parameters, patienceMs)
  }

  /** An endpoint with a transport for each direction, as the product has them. */
  endpoint(): FarmEndpoint {
    return new FarmEndpoint(this)
  }

  async usage(): Promise<FarmUsage> {
    return FarmUsage.parse(await this.#process.command('usage', {}))
  }

  /** Forwarding delay of sound since this was last asked; only of what is inspected. */
  async delays(): Promise<FarmDelays> {
    return FarmDelays.parse(await this.#process.command('delays', {}))
  }

  /** Counting of gaps begins anew; one that is open goes on. */
  async beginGaps(): Promise<void> {
    await this.#process.command('beginGaps', {})
  }

  /** The longest gap of each `listener` of FarmTransport.consume since counting began. */
  async gaps(): Promise<FarmGaps['gaps']> {
    return FarmGaps.parse(await this.#process.command('gaps', {})).gaps
  }

  close(): Promise<void> {
    return this.#process.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
