// Signaling as its own main starts it, but that it waits for a chair who is gone no longer than a test has time for.
import { startSignaling } from '../../../signaling/src/startSignaling.ts'
import { pino } from 'pino'
import { z } from 'zod'
import { readConfig } from '../../../signaling/src/config.ts'

const { logLevel, ...options } = await readConfig(process.env)
const signaling = await startSignaling({ ...options, logger: pino({ level: logLevel }), chairGraceMs: z.coerce.number().int().min(1).parse(process.env['CHAIR_GRACE_MS']) })
process.once('SIGTERM', () => void signaling.close().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
