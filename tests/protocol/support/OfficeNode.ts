import { startMediaNode } from '@diem-cau/sfu'
import { pino } from 'pino'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { serverFile } from '../../support/serverFile.ts'
import { Child } from './Child.ts'
import { ControlProbe } from './ControlProbe.ts'

const WORKERS = 2

/** Ports of one node: its control API, and one for each worker after it. */
export const PORTS_OF_NODE = WORKERS + 1

export interface NodeSetup {
  /** Most endpoints that it takes; as many as it carries unless told. */
  readonly maxEndpoints?: number
  readonly region?: string
}

export interface OfficeNodeOptions extends NodeSetup {
  /** Of {@link PORTS_OF_NODE} that are free. */
  readonly firstPort: number
  readonly secretFile: string
  readonly secret: string
  /** Where it registers; signaling is told of it when there is none. */
  readonly redisUrl?: string
  /** UDP ports of its pipes; those of others may be among them. */
  readonly pipePorts: { readonly min: number; readonly max: number }
}

/** A media node of the tests' office, in this process or in one of its own, on the same ports whenever it is started. */
export class OfficeNode {
  readonly url: string
  readonly control: ControlProbe
  readonly #options: OfficeNodeOptions
  #running: { stop(): Promise<void>; kill(): Promise<void> } | null = null

  constructor(options: OfficeNodeOptions) {
    this.#options = options
    this.url = `http://127.0.0.1:${options.firstPort}`
    this.control = new ControlProbe(this.url, options.secret)
  }

  /** So that mediasoup's objects can be looked at. */
  async startHere(): Promise<void> {
    const { firstPort, secret, maxEndpoints = null, region = '', pipePorts } = this.#options
    const node = await startMediaNode({
      controlHost: '127.0.0.1',
      controlPort: firstPort,
      controlTls: undefined,
      controlCa: undefined,
      secret,
      listen: [{ ip: '127.0.0.1' }],
      rtcBasePort: firstPort + 1,
      pipePorts,
      workers: WORKERS,
      region,
      limits: { meetings: null, endpoints: maxEndpoints },
      cameraNetworks: ['127.0.0.0/8'],
      workerBin: await mediaWorker(),
      log: pino({ level: 'silent' }),
    })
    this.#running = {
      stop: () => node.close(),
      kill: () => Promise.reject(new Error('the media node runs in the tests')),
    }
  }

  /** So that it can be killed. */
  async startProcess(): Promise<void> {
    const { firstPort, secretFile, maxEndpoints = '', region = '', pipePorts, redisUrl = '' } = this.#options
    this.#running = await Child.start(await serverFile('sfu'), {
      DIEM_CAU_SFU_CONTROL_PORT: String(firstPort),
      DIEM_CAU_SFU_SECRET_FILE: secretFile,
      DIEM_CAU_RTC_LISTEN: '127.0.0.1',
      DIEM_CAU_RTC_BASE_PORT: String(firstPort + 1),
      DIEM_CAU_PIPE_PORTS: `${pipePorts.min}-${pipePorts.max}`,
      DIEM_CAU_SFU_WORKERS: String(WORKERS),
      DIEM_CAU_SFU_MAX_ENDPOINTS: String(maxEndpoints),
      DIEM_CAU_CAMERA_NETWORKS: '127.0.0.0/8',
      DIEM_CAU_SFU_REGION: region,
      DIEM_CAU_REDIS_URL: redisUrl,
      MEDIASOUP_WORKER_BIN: await mediaWorker(),
      DIEM_CAU_LOG_LEVEL: 'warn',
    })
  }

  async kill(): Promise<void> {
    await this.#running?.kill()
  }

  async stop(): Promise<void> {
    this.control.close()
    await this.#running?.stop()
  }

  /** Its endpoints, with the producers of each. */
  async endpoints(): Promise<Map<string, string[]>> {
    const { meetings } = await this.control.ask('meeting:list', {})
    const endpoints = meetings.flatMap((meeting) => meeting.endpoints)
    return new Map(endpoints.map((one) => [one.endpointId, one.producers.map(({ producerId }) => producerId)]))
  }
}
