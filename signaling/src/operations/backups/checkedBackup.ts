import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { addDays } from '@diem-cau/signaling-contract'
import { storeTarget, type StoreTarget } from '../../db/engine/storeTarget.ts'
import { backup } from '../../db/transfer/backup.ts'
import { restore } from '../../db/transfer/restore.ts'

/** Data for a thread: plain. */
export type BackupJob = {
  readonly target: StoreTarget
  readonly dataDir: string
  readonly folder: string
  /** The day in Vietnam that it is the backup of. */
  readonly day: string
  readonly keepDays: number
}

export type BackupOutcome = { readonly file: string; readonly bytes: number } | { readonly failure: string }

const NAME = /^diem-cau-(\d{4}-\d{2}-\d{2})(?:-\d+)?\.tar\.zst$/
/** At least so much stays free, so that the backup itself does not fill the disk of the data. */
const LEAVES_BYTES = 500 * 2 ** 20

/**
 * Makes a backup, restores it into a scratch store to see that it can be, then lets go of those that are too old. Whoever looks into the folder finds
 * whole backups alone; one that cannot be restored is not kept.
 * @throws what went wrong, in words for a person; nothing is left behind then
 */
export async function checkedBackup({ target, dataDir, folder, day, keepDays }: BackupJob): Promise<BackupOutcome> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  const least = await sizeOfLast(folder)
  // The scratch store takes about three times what the packed one does.
  if (bavail * bsize < 4 * least + LEAVES_BYTES)
    throw new Error(
      `Ổ đĩa của ${folder} sắp đầy: còn ${mb(bavail * bsize)}, cần ${mb(4 * least + LEAVES_BYTES)}. / The disk of ${folder} is nearly full: ${mb(bavail * bsize)} are left, ${mb(4 * least + LEAVES_BYTES)} are needed.`,
    )
  const names = await readdir(folder)
  const file = join(folder, freeName(names, day))
  await backup({ target, dataDir, file, say: () => undefined })
  const scratch = await mkdtemp(join(folder, '.thu-khoi-phuc-'))
  try {
    await restore({
      target: storeTarget(undefined, scratch),
      dataDir: scratch,
      file,
      force: true,
      say: () => undefined,
      graceMs: 0,
    })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  await forgetOld(folder, day, keepDays)
  return { file, bytes: (await stat(file)).size }
}

function freeName(names: readonly string[], day: string): string {
  for (let n = 1; ; n += 1) {
    const name = `diem-cau-${day}${n === 1 ? '' : `-${n}`}.tar.zst`
    if (!names.includes(name)) return name
  }
}

/** Only after a new one was made: whatever goes wrong for weeks, the last good ones stay. What was made by hand has another name, and stays too. */
async function forgetOld(folder: string, day: string, keepDays: number): Promise<void> {
  const oldest = addDays(day, -keepDays)
  for (const name of await readdir(folder)) {
    const of = NAME.exec(name)?.[1]
    if (of !== undefined && of < oldest) await rm(join(folder, name), { force: true })
  }
}

async function sizeOfLast(folder: string): Promise<number> {
  const last = (await readdir(folder))
    .filter((name) => NAME.test(name))
    .toSorted()
    .at(-1)
  return last === undefined ? 0 : (await stat(join(folder, last))).size
}

const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
