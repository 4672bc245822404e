// @ts-check
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cacheDir } from './paths.mjs'
import { say } from './runStep.mjs'
import { SetupError } from './SetupError.mjs'

/**
 * Runs `work` while no other set-up of this user holds the lock of that name. A lock whose process
 * is gone is taken over. The file appears complete (link of a finished one), so it is never read half written.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const file = join(cacheDir(), 'locks', `${name}.lock`)
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new SetupError(
      `The cache folder ${cacheDir()} cannot be written (${error instanceof Error ? error.message : String(error)}). Set DIEM_CAU_CACHE to one that can.`,
    )
  }
  const mine = `${process.pid} ${startTime(process.pid)}`
  const draft = `${file}.${process.pid}`
  let told = false
  for (;;) {
    writeFileSync(draft, mine)
    try {
      linkSync(draft, file)
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      rmSync(draft, { force: true })
    }
    const holder = readHolder(file)
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) say(`waiting for another set-up (process ${holder?.split(' ')[0] ?? '?'}) to finish`)
    told = true
    await wait(500)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // just given back
  }
}

/**
 * A process id can be given out again after a reboot, so its start time belongs to the name.
 * @param {string} holder
 */
function isAlive(holder) {
  const [pid, since] = holder.split(' ')
  return startTime(Number(pid)) === since
}

/**
 * @param {number} pid
 * @returns {string} clock ticks since boot (proc(5), field 22); empty when there is no such process
 */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
