import { requestOfLine, startTracing, type Tracing } from '@diem-cau/sfu-contract/tracing'
import { flushCompileCache } from 'node:module'
import { pino } from 'pino'
import { z } from 'zod'
import { readConfig } from './settings/config.ts'
import { plainClone } from './node/plainClone.ts'
import { forwardMediasoupLog } from './node/forwardMediasoupLog.ts'
import { SetupError } from './settings/SetupError.ts'
import { type MediaNode, startMediaNode } from './startMediaNode.ts'

/** EX_CONFIG of sysexits.h: restarting will not help, a person must change something. */
const EXIT_CONFIG = 78
/**
 * The code that runs often is compiled by then, in milliseconds. It is kept where NODE_COMPILE_CACHE says, if that is
 * set.
 */
const COMPILED_AFTER_MS = 5000
/** A worker that does not end when told to must not hold up the machine's shutdown. */
const STOP_LIMIT_MS = 5000

// mediasoup asks for it by this name, each time it copies parameters.
globalThis.structuredClone = plainClone
/** A parent may say this. */
const Told = z.object({ statistics: z.boolean() })

let log = pino()
let node: MediaNode | undefined
let tracing: Tracing | undefined
let stopping = false

async function stop(reason: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ reason }, 'stopping')
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  // The node may still be starting: what runs by now ends with this process, workers included.
  await node?.close()
  await tracing?.close()
  process.exit(0)
}

// We listen before any worker starts, as mediasoup closes workers on these signals by itself, and we want to know
// first.
process.once('SIGTERM', () => void stop('SIGTERM'))
process.once('SIGINT', () => void stop('SIGINT'))
// `npm run bench:stats` compares what it costs to measure, in one and the same meeting.
process.on('message', (message) => {
  const told = Told.safeParse(message)
  if (told.success) node?.measure(told.data.statistics)
})
// A parent that died leaves no orphan behind.
process.once('disconnect', () => void stop('the parent process is gone'))

try {
  const config = readConfig(process.env)
  log = pino({ level: config.logLevel, base: { service: 'sfu' }, mixin: requestOfLine })
  forwardMediasoupLog(log)
  const { otlpUrl, ...options } = config
  if (otlpUrl !== undefined)
    tracing = await startTracing({
      url: otlpUrl,
      service: 'sfu',
      onTrouble: (error) => log.warn({ err: error }, 'traces cannot be sent'),
    })
  node = await startMediaNode({ ...options, log })
  process.send?.({ ready: true })
  // A process that is killed leaves its compiled code to the next one too; not now, when all may be coming back.
  setTimeout(flushCompileCache, COMPILED_AFTER_MS).unref()
} catch (error) {
  if (error instanceof SetupError) {
    console.error(`The media node cannot start.\n${error.message}`)
    process.exit(EXIT_CONFIG)
  }
  log.fatal({ err: error }, 'the media node cannot start')
  process.exit(1)
}
