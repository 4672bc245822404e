import { requestOfLine, startTracing } from '@diem-cau/sfu-contract/tracing'
import { flushCompileCache } from 'node:module'
import { pino } from 'pino'
import { z } from 'zod'
import { readConfig } from './start/config.ts'
import { startSignaling } from './start/startSignaling.ts'
import { StartupError } from './db/engine/StartupError.ts'

/** sysexits.h EX_CONFIG: whoever supervises this process must not start it again as it is. */
const EXIT_CONFIG = 78

/** EX_TEMPFAIL: whoever supervises this process should start it again. */
const EXIT_AGAIN = 75

/** What runs often is compiled by then. Kept where NODE_COMPILE_CACHE says, if it does. */
const COMPILED_AFTER_MS = 5000

/** A parent may say this. */
const Told = z.object({ statistics: z.boolean() })

/** A stop that takes longer is not graceful any more. */
const STOP_TIMEOUT_MS = 4000

try {
  const { logLevel, otlpUrl, ...options } = await readConfig(process.env)
  const logger = pino({ level: logLevel, name: 'signaling', mixin: requestOfLine })
  process.on('unhandledRejection', (reason) => {
    logger.fatal({ err: reason }, 'unhandled rejection: stopping, to be started anew')
    process.exit(1)
  })
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception: stopping, to be started anew')
    process.exit(1)
  })

  const tracing =
    otlpUrl === null
      ? null
      : await startTracing({
          url: otlpUrl,
          service: 'signaling',
          onTrouble: (error) => logger.warn({ err: error }, 'traces cannot be sent'),
        })

  // The start is awaited only below, because a stop may be asked for at any moment.
  const starting = startSignaling({
    ...options,
    logger,
    onStoreReplaced: () => void stop('the data were replaced, or are about to be: to be started anew', EXIT_AGAIN),
  })
  let stopping = false
  const stop = async (why: string, exitCode = 0) => {
    if (stopping) return
    stopping = true
    logger.info({ why }, 'stopping')
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
    const started = await starting.catch(() => null)
    // A start that failed says so itself, below.
    if (!started) return
    await started.close()
    await tracing?.close()
    process.exit(exitCode)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // The process that started us is gone: nobody would stop us later.
  process.on('disconnect', () => void stop('parent gone'))

  const started = await starting
  const { demo } = started
  // `npm run bench:stats` compares what it costs to measure, in one and the same meeting.
  process.on('message', (message) => {
    const told = Told.safeParse(message)
    if (told.success) started.measure(told.data.statistics)
  })
  if (demo) process.send?.({ demo })
  process.send?.({ ready: true })
  // A process that is killed leaves its compiled code to the next one too; not now, when all may be coming back.
  setTimeout(flushCompileCache, COMPILED_AFTER_MS).unref()
} catch (error) {
  if (error instanceof StartupError) {
    console.error(`\n${error.vi}\n\n${error.en}\n`)
    process.exit(EXIT_CONFIG)
  }
  throw error
}
