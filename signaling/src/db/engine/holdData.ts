import { dirname, join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { explainStoreFailure } from './explainStoreFailure.ts'
import type { Hold } from './Hold.ts'
import { holdFile } from './holdFile.ts'
import { holdPostgres } from './holdPostgres.ts'
import type { StoreTarget } from './storeTarget.ts'

export type HoldOptions = {
  /** It is there. */
  readonly dataDir: string
  readonly target: StoreTarget
  readonly logger: Logger
  /** True shares the data with other servers on PostgreSQL that know of each other; SQLite is always one server's alone. */
  readonly isShared?: boolean
  /** Another server took them meanwhile; this one must stop. */
  readonly onLost: () => void
}

/**
 * Makes the data folder and the database this server's alone, or theirs who share them, until it ends in whatever way. Commands beside a server (backup,
 * restore, verify, move-store) ask for no hold.
 * @throws StartupError naming the server that has them
 */
export async function holdData({ dataDir, target, logger, isShared = false, onLost }: HoldOptions): Promise<Hold> {
  const holds: Hold[] = []
  const all = (work: (hold: Hold) => Promise<void>) =>
    holds.reduce((before, hold) => before.then(() => work(hold)), Promise.resolve())
  try {
    if (!isShared || target.dialect === 'sqlite') holds.push(await holdFile(join(dataDir, 'server.lock'), dataDir))
    if (target.dialect === 'postgres') holds.push(await holdPostgres({ target, logger, isShared, onLost }))
    else if (resolve(dirname(target.file)) !== resolve(dataDir))
      holds.push(await holdFile(`${target.file}.lock`, target.label))
  } catch (error) {
    await all((hold) => hold.release())
    throw explainStoreFailure(error, target)
  }
  return {
    listening: (address) => all((hold) => hold.listening(address)),
    release: () => all((hold) => hold.release()),
  }
}
