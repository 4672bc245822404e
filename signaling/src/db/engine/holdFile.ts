import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Hold, Holder } from './Hold.ts'
import { HELD_WAIT_MS, heldByOther } from './heldByOther.ts'
import { sqliteCode } from './storeFailure.ts'

const LOOK_MS = 100
const SQLITE_BUSY = 5

const Told = z.object({ pid: z.int(), host: z.string(), since: z.number(), address: z.string().nullable() })

/**
 * Holds a file for the life of this process: SQLite's lock on a file of its own, which the kernel frees however the
 * process ends. Who holds it is told beside it.
 * @param file made when it is not there, and left there
 * @param label what is held, for people
 * @throws StartupError when another server holds it
 */
export async function holdFile(file: string, label: string): Promise<Hold> {
  const told = `${file}.json`
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const lock = await take(file, async () => {
    throw heldByOther(label, await readHolder(told))
  })
  const since = Date.now()
  // This is only for people to read, so a full disk does not stop the start.
  const tell = (address: string | null) =>
    writeFile(told, JSON.stringify({ pid: process.pid, host: hostname(), since, address }), { mode: 0o600 }).catch(
      () => undefined,
    )
  await tell(null)
  return {
    listening: tell,
    release: async () => {
      await rm(told, { force: true })
      if (lock.isOpen) lock.close()
    },
  }
}

async function take(file: string, onHeld: () => Promise<never>): Promise<DatabaseSync> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  const until = Date.now() + HELD_WAIT_MS
  for (;;) {
    try {
      lock.exec('BEGIN EXCLUSIVE')
      return lock
    } catch (error) {
      if (((sqliteCode(error) ?? 0) & 0xff) !== SQLITE_BUSY) {
        lock.close()
        throw error
      }
    }
    if (Date.now() > until) {
      if (lock.isOpen) lock.close()
      return onHeld()
    }
    await wait(LOOK_MS)
  }
}

/** null when the other has not told yet. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    return Told.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
