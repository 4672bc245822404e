import { ControlError, type ControlErrorBody } from '@diem-cau/sfu-contract'
import { inSpan } from '@diem-cau/sfu-contract/tracing'
import { errors } from 'mediasoup'
import type { Logger } from 'pino'

/** The one place where something thrown becomes what the caller reads. Logs what is our own fault. */
export function errorBody(error: unknown, log: Logger): ControlErrorBody {
  if (error instanceof ControlError) {
    const body = { code: error.code, message: error.message }
    return error.details === undefined ? body : { ...body, details: error.details }
  }
  if (error instanceof errors.WorkerClosedError) {
    return { code: 'unavailable', message: 'the worker died meanwhile; try again' }
  }
  log.error({ err: error }, 'a control request failed by a fault of this node')
  return { code: 'internal', message: 'a fault of the media node; its log has the cause' }
}

/**
 * Awaits a call of mediasoup and tells apart why it failed: what it was called on is gone, or it
 * refused the parameters (which came from a browser).
 * @param gone whether the object called is closed by now
 * @throws ControlError `unavailable` or `unsupportedMedia`
 */
export async function mediaCall<T>(call: Promise<T>, gone: () => boolean): Promise<T> {
  try {
    return await inSpan('mediasoup', { kind: 'client' }, () => call)
  } catch (error) {
    if (error instanceof ControlError) throw error
    if (gone() || error instanceof errors.WorkerClosedError) {
      throw new ControlError('unavailable', 'closed meanwhile; join again')
    }
    throw new ControlError('unsupportedMedia', error instanceof Error ? error.message : String(error))
  }
}
