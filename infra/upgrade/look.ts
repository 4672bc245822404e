import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type StoreState, storeState } from '../../signaling/src/db/transfer/storeState.ts'
import { storeTarget } from '../../signaling/src/db/engine/storeTarget.ts'
import { controlUrl, serverUrl } from '../diagnose/scene/addressesOf.ts'
import { ask } from '../diagnose/scene/ask.ts'
import { findRunning } from '../diagnose/scene/findRunning.ts'
import { ownSettings, type Settings } from '../diagnose/scene/settings.ts'
import root from '../../package.json' with { type: 'json' }
import { connectNode, type NodeLook } from './NodeControl.ts'
import { waitUntil } from './waitUntil.ts'

const Health = z.object({ version: z.string().optional(), startedAt: z.string().optional() })
const ANSWER_MS = 3000

/** A server of this machine that runs. */
type Process = { readonly pid: number; readonly url: string | null; readonly settings: Settings }

/** Everything that an upgrade depends on, as it is now. Sizes in bytes, times in milliseconds since 1970. */
export type Look = {
  readonly now: number
  readonly dataDir: string
  /** The version that this program is. */
  readonly next: string
  readonly settings: Settings
  readonly signaling: (Process & { readonly version: string | null; readonly startedAt: string | null }) | null
  readonly mediaNode: (Process & { readonly look: NodeLook | null; readonly secret: string }) | null
  /** Null: there is none yet, or it cannot be read; `storeTrouble` says why. */
  readonly store: StoreState | null
  readonly storeTrouble: { readonly vi: string; readonly en: string } | null
  readonly papersBytes: number
  readonly free: number
  /** Folder of the nightly backups; null: none is set. */
  readonly backupFolder: string | null
  /** When the newest backup there was made. */
  readonly lastBackup: number | null
  /** The server's own certificate, which the next start reads; null: it has none, or it cannot be read. */
  readonly certificate: {
    readonly file: string
    readonly host: string
    readonly isOfHost: boolean
    readonly daysLeft: number
  } | null
  /** Room where backups go. */
  readonly backupFree: number | null
}

/** Looks, and changes nothing. */
export async function look(dataDir: string): Promise<Look> {
  const running = findRunning(dataDir)
  const settings =
    running.signaling === null
      ? ownSettings(process.env)
      : { ...running.mediaNode?.settings, ...running.signaling.settings }
  const target = storeTarget(settings['DIEM_CAU_DATABASE'], dataDir)
  const state = await storeState(target).then(
    (store) => ({ store, storeTrouble: null }),
    (error: unknown) => ({ store: null, storeTrouble: troubleOf(error) }),
  )
  const backupFolder = settings['DIEM_CAU_BACKUP_FOLDER'] ?? null
  return {
    now: Date.now(),
    dataDir,
    next: root.version,
    settings,
    ...state,
    signaling: running.signaling && (await signalingOf(running.signaling)),
    mediaNode: running.mediaNode && (await nodeOf(running.mediaNode)),
    certificate: await certificateOf(settings, Date.now()),
    papersBytes: await bytesIn(join(dataDir, 'papers')),
    free: await freeAt(dataDir),
    backupFolder,
    lastBackup: backupFolder === null ? null : await newestIn(backupFolder),
    backupFree: backupFolder === null ? null : await freeAt(backupFolder),
  }
}

/** Compared with the address by which people come. */
async function certificateOf(settings: Settings, now: number): Promise<Look['certificate']> {
  const file = settings['DIEM_CAU_TLS_CERT']
  const url = settings['DIEM_CAU_PUBLIC_URL'] ?? ''
  if (file === undefined || !URL.canParse(url)) return null
  const pem = await readFile(file).catch(() => null)
  if (pem === null) return null
  const certificate = new X509Certificate(pem)
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  const isOfHost = (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
  return { file, host, isOfHost, daysLeft: (certificate.validToDate.getTime() - now) / 86_400_000 }
}

async function signalingOf({ pid, settings }: { pid: number; settings: Settings }) {
  const url = serverUrl(settings)
  const health = url === null ? null : await healthOf(url)
  return { pid, settings, url, version: health?.version ?? null, startedAt: health?.startedAt ?? null }
}

/** @returns null while it does not answer, or cannot reach its data */
export async function healthOf(url: string): Promise<z.infer<typeof Health> | null> {
  const answer = await ask(`${url}/healthz`, { trust: 'any' }).catch(() => null)
  if (answer?.status !== 200) return null
  return Health.safeParse(JSON.parse(answer.body)).data ?? null
}

async function nodeOf({ pid, settings }: { pid: number; settings: Settings }) {
  const url = controlUrl(settings)
  const secret = (await readFile(settings['DIEM_CAU_SFU_SECRET_FILE'] ?? '', 'utf8').catch(() => '')).trim()
  if (url === null) return { pid, settings, url, secret, look: null }
  const control = connectNode(url, secret)
  try {
    return { pid, settings, url, secret, look: await waitUntil(control.look, { patienceMs: ANSWER_MS }) }
  } finally {
    control.close()
  }
}

function troubleOf(error: unknown): { vi: string; en: string } {
  if (error instanceof Error && 'vi' in error && 'en' in error) return { vi: String(error.vi), en: String(error.en) }
  const text = error instanceof Error ? error.message : String(error)
  return { vi: text, en: text }
}

/** Free for who is not root; of the nearest folder that is there. */
async function freeAt(folder: string): Promise<number> {
  let at = folder
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  const { bavail, bsize } = await statfs(at)
  return bavail * bsize
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  let sum = 0
  for (const entry of entries)
    if (entry.isFile()) sum += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0
  return sum
}

async function newestIn(folder: string): Promise<number | null> {
  const names = await readdir(folder).catch(() => [])
  const times = await Promise.all(
    names.filter((name) => name.endsWith('.tar.zst')).map(async (name) => (await stat(join(folder, name))).mtimeMs),
  )
  return times.length === 0 ? null : Math.max(...times)
}
