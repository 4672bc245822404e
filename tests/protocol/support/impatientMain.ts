// Signaling as its own main starts it, but that it waits for whoever is gone no longer than a test has time for.
import { startSignaling } from '../../../signaling/src/start/startSignaling.ts'
import { startTracing } from '@diem-cau/sfu-contract/tracing'
import { pino } from 'pino'
import { z } from 'zod'
import { readConfig } from '../../../signaling/src/start/config.ts'

/** Empty: as long as in earnest. */
const Grace = z.union([z.literal('').transform(() => undefined), z.coerce.number().int().min(1)])
const { chairGraceMs, lineGraceMs } = z
  .object({ chairGraceMs: Grace, lineGraceMs: Grace })
  .parse({ chairGraceMs: process.env['CHAIR_GRACE_MS'], lineGraceMs: process.env['LINE_GRACE_MS'] })
const { logLevel, otlpUrl, ...options } = await readConfig(process.env)
if (otlpUrl !== null) await startTracing({ url: otlpUrl, service: 'signaling', onTrouble: console.error, everyMs: 200 })
const signaling = await startSignaling({
  ...options,
  logger: pino({ level: logLevel }),
  ...(chairGraceMs && { chairGraceMs }),
  ...(lineGraceMs && { lineGraceMs }),
})
process.once('SIGTERM', () => void signaling.close().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
