import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { migratedTarget, silent, temporaryFolder } from './temporaryStore.ts'

/** Gives options of a server on a free port, on data of its own, without a media node. */
export async function optionsForTests(changes: Partial<SignalingOptions> = {}): Promise<SignalingOptions> {
  const dataDir = await temporaryFolder()
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    store: await migratedTarget('sqlite', dataDir),
    tls: null,
    // Nobody listens there.
    sfu: { urls: ['http://127.0.0.1:9'], secret: 'x'.repeat(32) },
    webRoot: null,
    demoUnits: null,
    metricsToken: null,
    logger: silent,
    ...changes,
  }
}
