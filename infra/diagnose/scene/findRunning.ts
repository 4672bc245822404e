import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Running } from './Scene.ts'
import { ownSettings, type Settings } from './settings.ts'

/**
 * The processes that use a data folder, with the settings that they were started with, from proc(5). Processes of other users cannot
 * be read unless we are root; they are not found then.
 * @param isNode of several media nodes beside the server the one that is meant
 */
export function findRunning(
  dataDir: string,
  isNode: (settings: Settings) => boolean = () => true,
): { signaling: Running | null; mediaNode: Running | null } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
  const ofFolder = all.filter(
    ({ settings }) =>
      settings['DIEM_CAU_SFU_SECRET_FILE'] !== undefined &&
      settings['DIEM_CAU_DATA'] !== undefined &&
      resolve(settings['DIEM_CAU_DATA']) === dataDir &&
      settings['DIEM_CAU_RTC_LISTEN'] === undefined,
  )
  const signaling = topmost(ofFolder)
  const beside = all.filter(
    ({ parent, settings }) =>
      signaling !== null &&
      parent === signaling.parent &&
      settings['DIEM_CAU_RTC_LISTEN'] !== undefined &&
      isNode(settings) &&
      settings['DIEM_CAU_SFU_SECRET_FILE'] === signaling.settings['DIEM_CAU_SFU_SECRET_FILE'],
  )
  return { signaling, mediaNode: topmost(beside) }
}

type Process = Running & { readonly parent: number }

/** What a process starts has its environment too. */
function topmost(processes: readonly Process[]): Process | null {
  return processes.find(({ parent }) => !processes.some(({ pid }) => pid === parent)) ?? null
}

function readProcess(pid: number): Process | null {
  try {
    const env = Object.fromEntries(
      readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    const settings = ownSettings(env)
    // The name of a program, in brackets, may have brackets and blanks itself.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return { pid, parent, settings }
  } catch {
    return null // it has ended, or is another user's
  }
}
