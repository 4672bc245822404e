import { ensureWorker } from '../../infra/worker/ensureWorker.ts'

let found: Promise<string> | null = null

/**
 * The media worker of every test and bench: MEDIASOUP_WORKER_BIN, or the one that `npm start` would take. mediasoup's own
 * default is not there on a fresh machine, so nothing here starts a worker without it (mediaWorker.test.ts looks).
 * @returns path of a binary that was proved
 */
export function mediaWorker(): Promise<string> {
  found ??= ensureWorker().then(({ path }) => path)
  return found
}
