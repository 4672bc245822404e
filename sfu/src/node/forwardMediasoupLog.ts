import { setLogEventListeners } from 'mediasoup'
import type { Logger } from 'pino'

/** Writes what mediasoup and its workers log to our log, too. */
export function forwardMediasoupLog(log: Logger): void {
  setLogEventListeners({
    onwarn: (namespace, message) => log.warn({ namespace }, message),
    // Its errors are coped with: dead workers are replaced, refused parameters are answered.
    onerror: (namespace, message, error) => log.warn({ namespace, err: error }, message),
  })
}
