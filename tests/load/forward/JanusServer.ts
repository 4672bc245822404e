import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { freePorts } from '../../support/freePorts.ts'
import type { Farm } from '../farm/Farm.ts'
import { audioStream, type VideoOptions, videoStream } from '../farm/streams.ts'
import { JanusClient } from './JanusClient.ts'
import type { MediaServer, Member, Wanted, Watched } from './MediaServer.ts'
import { announcedBy, answerTo, offerOf, transportOf } from './sdp.ts'

const ROOM = 1
const PLUGIN = 'janus.plugin.videoroom'
const START_MS = 10_000
/** Only these parts of Debian's package are loaded; everything else stays out of the measurement. */
const PARTS = { plugins: 'libjanus_videoroom.so', transports: 'libjanus_websockets.so' } as const

export interface JanusSettings {
  /** Threads that all lines share; null is Janus's default, a thread for each. */
  readonly eventLoops: number | null
}

/** Debian's Janus with its room for video and nothing else, on loopback, with files of its own. */
export class JanusServer implements MediaServer {
  readonly pids: readonly number[]
  readonly workerPids: readonly number[] = []
  readonly #client: JanusClient
  readonly #farm: Farm
  readonly #closing: AsyncDisposableStack
  #members = 0

  private constructor(pid: number, client: JanusClient, farm: Farm, closing: AsyncDisposableStack) {
    this.pids = [pid]
    this.#client = client
    this.#farm = farm
    this.#closing = closing
  }

  static async start(farm: Farm, settings: JanusSettings): Promise<JanusServer> {
    await using closing = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'diem-cau-janus-'))
    closing.defer(() => rm(folder, { recursive: true, force: true }))
    const port = await freePorts(1)
    await configure(folder, port, settings)
    const child = spawn('janus', ['-F', folder, '--disable-colors'], { stdio: ['ignore', 'pipe', 'pipe'] })
    closing.defer(() => end(child))
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)))
    const gone = new AbortController()
    child.once('error', (error) => gone.abort(error))
    child.once('exit', (code) => gone.abort(new Error(`janus ended (${code}):\n${said}`)))
    const client = await JanusClient.connect(
      `ws://127.0.0.1:${port}`,
      AbortSignal.any([gone.signal, AbortSignal.timeout(START_MS)]),
    )
    closing.defer(() => client.close())
    await client.ask(await client.attach(PLUGIN), {
      request: 'create',
      room: ROOM,
      publishers: 100,
      bitrate: 0,
      fir_freq: 0,
      audiocodec: 'opus',
      videocodec: 'vp8',
    })
    return new JanusServer(child.pid ?? 0, client, farm, closing.move())
  }

  async join(): Promise<Member> {
    return new JanusMember((this.#members += 1), this.#client, this.#farm)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}

class JanusMember implements Member {
  readonly id: number
  readonly #client: JanusClient
  readonly #farm: Farm

  constructor(id: number, client: JanusClient, farm: Farm) {
    this.id = id
    this.#client = client
    this.#farm = farm
  }

  async publish(video: VideoOptions): Promise<void> {
    const handle = await this.#client.attach(PLUGIN)
    // Streams are told apart by their mid, so the SSRCs of what is sent afterwards may be others.
    const offered = [audioStream('1', {}), videoStream('2', video)].map(({ rtpParameters }) => rtpParameters)
    const sdp = offerOf(offered, this.#farm.dtlsParameters)
    const { jsep } = await this.#client.ask(
      handle,
      { request: 'joinandconfigure', ptype: 'publisher', room: ROOM, id: this.id },
      { type: 'offer', sdp },
    )
    if (jsep === undefined) throw new Error('Janus took the offer without an answer')
    const far = await this.#farm.open(transportOf(jsep.sdp))
    await far.connected
    await far.produceAudio()
    await far.produceVideo(video)
  }

  /** All that those publish, whatever of it is wanted: Janus gives no layers of a camera in one size. */
  async watch(streams: readonly Wanted[]): Promise<Watched> {
    const handle = await this.#client.attach(PLUGIN)
    const feeds = new Set(streams.map(({ of }) => (of instanceof JanusMember ? of.id : Number.NaN)))
    const { jsep } = await this.#client.ask(handle, {
      request: 'join',
      ptype: 'subscriber',
      room: ROOM,
      streams: [...feeds].map((feed) => ({ feed })),
    })
    if (jsep === undefined) throw new Error('Janus offered nothing to a subscriber')
    const far = await this.#farm.open(transportOf(jsep.sdp))
    const ssrcs: number[] = []
    for (const parameters of announcedBy(jsep.sdp)) ssrcs.push((await far.consume(parameters, { inspect: false })).ssrc)
    const sdp = answerTo(jsep.sdp, this.#farm.dtlsParameters)
    await this.#client.ask(handle, { request: 'start' }, { type: 'answer', sdp })
    await far.connected
    return { far, ssrcs }
  }
}

async function configure(folder: string, port: number, { eventLoops }: JanusSettings): Promise<void> {
  const inside = (name: string) => join(folder, name)
  for (const name of ['plugins', 'transports', 'events', 'loggers']) await mkdir(inside(name))
  for (const [name, part] of Object.entries(PARTS)) {
    const [library] = globSync(`/usr/lib/*/janus/${name}/${part}`)
    if (library === undefined) throw new Error(`Debian's janus has no ${part}`)
    await symlink(library, join(inside(name), basename(library)))
  }
  await writeFile(
    inside('janus.jcfg'),
    `general: {
      plugins_folder = "${inside('plugins')}"
      transports_folder = "${inside('transports')}"
      events_folder = "${inside('events')}"
      loggers_folder = "${inside('loggers')}"
      debug_level = 2
      session_timeout = 0
      ${eventLoops === null ? '' : `event_loops = ${eventLoops}`}
    }
    nat: {
      ice_lite = true
      ice_enforce_list = "127.0.0.1"
    }\n`,
  )
  await writeFile(
    inside('janus.transport.websockets.jcfg'),
    `general: { json = "compact", ws = true, ws_port = ${port}, ws_ip = "127.0.0.1", wss = false }\n`,
  )
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const limit = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await exit
  clearTimeout(limit)
}
