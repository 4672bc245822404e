import { access, constants, readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { createWorker, workerBin as defaultWorkerBin } from 'mediasoup'
import type { types } from 'mediasoup'
import type { ListenAddress } from '../settings/config.ts'
import { SetupError } from '../settings/SetupError.ts'

/** Kernel buffers of the media sockets, in bytes: a burst of keyframes to 85 rooms must fit. The kernel caps it at net.core.[rw]mem_max. */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024

/**
 * Settings of libwebrtc's bandwidth estimation. The first is mediasoup's default, which this text replaces. The second lets a
 * transport that sends video wake every 25 ms, the estimator's own interval, instead of every 5 ms for a pacer that mediasoup does
 * not pace with; probes keep their own times. Estimates fall and rise as before (tests/load/farm/squeezed.test.ts); what it
 * saves: decisions/011-a-pacer-that-sleeps.md. By the third a probe that is late goes out at once: later than 3 ms it would wait for
 * those 25, and the line would seem as slow as the worker is busy (decisions/019-what-a-try-needs.md).
 */
const FIELD_TRIALS = [
  'WebRTC-Bwe-AlrLimitedBackoff/Enabled/',
  'WebRTC-Pacer-MinPacketLimitMs/25/',
  'WebRTC-Bwe-ProbingBehavior/max_probe_delay:20ms/',
].join('')

/** Five seconds, as the node measures once a second. */
const MEASURES = 5

export type MediaWorkerSettings = {
  listen: readonly ListenAddress[]
  rtcBasePort: number
  /** Path of the worker binary; without it MEDIASOUP_WORKER_BIN, or else mediasoup's own. */
  workerBin?: string
}

/** Of a worker, -20 to 19: a packet waits for nobody, whatever else starts or computes on the machine. */
const WORKER_NICENESS = -10

/** Only root may, and who has CAP_SYS_NICE or `LimitNICE=`; without that a worker waits its turn, as everybody does. */
function goesFirst(pid: number): void {
  try {
    setPriority(pid, WORKER_NICENESS)
  } catch {
    return
  }
}

/** One mediasoup worker process with its WebRtcServer: one port, UDP and TCP, for all that it carries. */
export class MediaWorker {
  readonly index: number
  readonly worker: types.Worker
  readonly webRtcServer: types.WebRtcServer
  readonly #measured: { cpuMs: number; atMs: number }[] = []
  #memory: number | null = null
  #turn = 0

  private constructor(index: number, worker: types.Worker, webRtcServer: types.WebRtcServer) {
    this.index = index
    this.worker = worker
    this.webRtcServer = webRtcServer
  }

  /** @throws SetupError if the binary cannot run or the port is taken. */
  static async start(index: number, settings: MediaWorkerSettings): Promise<MediaWorker> {
    const worker = await startProcess(settings.workerBin ?? defaultWorkerBin)
    goesFirst(worker.pid)
    const port = settings.rtcBasePort + index
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(settings.listen, port) })
      return new MediaWorker(index, worker, webRtcServer)
    } catch (error) {
      worker.close()
      throw portError(error, port)
    }
  }

  get pid(): number {
    return this.worker.pid
  }

  get alive(): boolean {
    return !this.worker.closed
  }

  /** Share of one core over the last {@link MEASURES} intervals between {@link measure}s: one burst fills no worker. */
  get cpu(): number {
    const [first, last] = [this.#measured[0], this.#measured.at(-1)]
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0
    return (last.cpuMs - first.cpuMs) / (last.atMs - first.atMs)
  }

  /** Resident, bytes, some seconds old; null where the system does not say. */
  get memory(): number | null {
    return this.#memory
  }

  /** Takes the CPU time used by now, and now and then the memory. A worker that dies meanwhile keeps its last value. */
  async measure(): Promise<void> {
    let usage: types.WorkerResourceUsage
    try {
      usage = await this.worker.getResourceUsage()
    } catch (error) {
      if (this.worker.closed) return
      throw error
    }
    this.#measured.push({ cpuMs: usage.ru_utime + usage.ru_stime, atMs: performance.now() })
    if (this.#measured.length > MEASURES + 1) this.#measured.shift()
    // Memory grows slowly, and is read from a file.
    if (this.#turn % MEASURES === 0) this.#memory = await residentBytes(this.pid)
    this.#turn += 1
  }

  /** Ends the process. Resolves when it is gone and its port is free. */
  async close(): Promise<void> {
    if (this.worker.subprocessClosed) return
    const gone = new Promise<void>((resolve) => this.worker.once('subprocessclose', resolve))
    this.worker.close()
    await gone
  }
}

/** `ru_maxrss` is no help: it is the most that there ever was. */
async function residentBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

async function startProcess(workerBin: string): Promise<types.Worker> {
  const help =
    "name a mediasoup-worker binary of the same version that this machine can run, or remove the setting and install mediasoup's own"
  try {
    await access(workerBin, constants.X_OK)
  } catch (error) {
    throw new SetupError('MEDIASOUP_WORKER_BIN', `there is no worker binary that can be run at ${workerBin}; ${help}`, {
      cause: error,
    })
  }
  try {
    return await createWorker({ workerBin, logLevel: 'warn', libwebrtcFieldTrials: FIELD_TRIALS })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SetupError(
      'MEDIASOUP_WORKER_BIN',
      `${workerBin} does not start as a mediasoup worker (${why}); ${help}`,
      { cause: error },
    )
  }
}

function listenInfos(listen: readonly ListenAddress[], port: number): types.TransportListenInfo[] {
  return listen.flatMap(({ ip, announced }) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      port,
      sendBufferSize: SOCKET_BUFFER_BYTES,
      recvBufferSize: SOCKET_BUFFER_BYTES,
      // Else [::] would take the port of 0.0.0.0 too.
      ...(ip.includes(':') ? { flags: { ipv6Only: true } } : {}),
      ...(announced === undefined ? {} : { announcedAddress: announced }),
    })),
  )
}

/** mediasoup tells why a bind failed only in libuv's words. */
function portError(error: unknown, port: number): unknown {
  if (!(error instanceof Error)) return error
  if (/already in use/i.test(error.message)) {
    return new SetupError(
      'DIEM_CAU_RTC_BASE_PORT',
      `port ${port} is taken by another program (is a media node already running?); stop it or write another base port`,
      { cause: error },
    )
  }
  if (/not available|cannot assign/i.test(error.message)) {
    return new SetupError(
      'DIEM_CAU_RTC_LISTEN',
      `this machine does not have that address (${error.message}); write one that "ip addr" shows`,
      {
        cause: error,
      },
    )
  }
  return error
}
