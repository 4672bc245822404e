import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { backup } from '../../signaling/src/db/transfer/backup.ts'
import { storeTarget } from '../../signaling/src/db/engine/storeTarget.ts'
import { findRunning } from '../diagnose/scene/findRunning.ts'
import { carryOut, type Going, type Step } from './carryOut.ts'
import type { Files } from './Files.ts'
import { Helper } from './Helper.ts'
import { healthOf, type Look } from './look.ts'
import { connectNode, type NodeControl } from './NodeControl.ts'
import { replaceNode, type Which } from './replaceNode.ts'
import { replaceSignaling } from './replaceSignaling.ts'
import { UpgradeStopped } from './Words.ts'

export type UpgradeOptions = {
  readonly files: Files
  /** The media node of the new version, for the helper. */
  readonly helperMain: string
  /** First media port of the helper. */
  readonly rtcPort: number
  /** Starts a process of this machine anew, with `%s` for `signaling` or `sfu`; null: it is ended, and whoever supervises it starts it. */
  readonly restartCommand: string | null
  /** Where the backup before goes. */
  readonly backupFile: string
}

/**
 * Replaces both servers of this machine while meetings go on, and goes back when that fails or is broken off.
 * @throws UpgradeStopped with what came of it
 */
export async function upgrade(look: Look, options: UpgradeOptions, going: Going): Promise<void> {
  const open: NodeControl[] = []
  try {
    await carryOut(stepsOf(look, options, open), going)
  } finally {
    // A line that stays keeps the program from ending.
    for (const control of open) control.close()
  }
}

/** What is done, in this order: a backup, signaling (which takes the data forward, and is back at once if it cannot), then the media node. */
function stepsOf(look: Look, options: UpgradeOptions, open: NodeControl[]): Step[] {
  const { signaling, mediaNode, next, dataDir } = look
  const steps: Step[] = []
  if (look.store !== null) steps.push(backupBefore(look, options.backupFile))
  const controlPort = mediaNode?.settings['DIEM_CAU_SFU_CONTROL_PORT']
  const restart = (name: 'signaling' | 'sfu') => async (as: Which) => {
    await options.files.put(as)
    if (options.restartCommand !== null) return run(options.restartCommand.replaceAll('%s', name))
    endProcess(name, dataDir, controlPort)
  }
  if (signaling !== null) {
    const { url } = signaling
    const step = replaceSignaling(
      {
        name: 'signaling',
        restart: restart('signaling'),
        look: async () => {
          const health = url === null ? null : await healthOf(url)
          return health?.version === undefined ? null : { version: health.version, startedAs: health.startedAt ?? '' }
        },
      },
      next,
    )
    // There is one here: it needs no name.
    steps.push({ ...step, name: { vi: 'Thay máy chủ điều hành', en: 'Replace signaling' } })
  }
  if (mediaNode !== null && mediaNode.url !== null && mediaNode.look?.version !== next) {
    const { settings, secret, url } = mediaNode
    const helper = new Helper({ dataDir, settings, secret, main: options.helperMain, rtcPort: options.rtcPort })
    const control = connectNode(url, secret)
    open.push(control)
    steps.push(helper.start, replaceNode({ name: 'sfu', control, restart: restart('sfu') }, next), helper.leave)
  }
  return steps
}

function backupBefore({ dataDir, settings }: Look, file: string): Step {
  return {
    name: { vi: `Sao lưu vào ${file}`, en: `Back up to ${file}` },
    work: async () => {
      await backup({ target: storeTarget(settings['DIEM_CAU_DATABASE'], dataDir), dataDir, file, say: () => undefined })
    },
  }
}

/** Whoever supervises it starts it again. */
function endProcess(name: 'signaling' | 'sfu', dataDir: string, controlPort: string | undefined): void {
  // A helper is a media node beside the server too.
  const { signaling, mediaNode } = findRunning(dataDir, (own) => own['DIEM_CAU_SFU_CONTROL_PORT'] === controlPort)
  const pid = (name === 'signaling' ? signaling : mediaNode)?.pid
  // One that is down is started by its supervisor already.
  if (pid !== undefined) process.kill(pid, 'SIGTERM')
}

async function run(command: string): Promise<void> {
  const [program = '', ...args] = command.split(/\s+/)
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (exit) => resolve(exit ?? 'signal'))
  })
  if (code === 0) return
  throw new UpgradeStopped({
    vi: `Lệnh "${command}" không chạy được (${code}). ${said}`,
    en: `"${command}" failed (${code}). ${said}`,
  })
}

/** The name of the backup that an upgrade makes. */
export const backupName = (folder: string, next: string, now: number): string =>
  join(folder, `truoc-${next}-${new Date(now).toISOString().slice(0, 16).replace(/[:T]/g, '')}.tar.zst`)
