import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Dialect } from '../migrations/columns.ts'
import { StartupError } from './StartupError.ts'
import { readMeta, writeHeld } from './storeMeta.ts'

const LOOK_MS = 250
/** A restore that takes longer to put the data in place has died. */
export const ABANDONED_MS = 10 * 60_000

/**
 * Resolves when the store may be used: at once, as a rule; while its data are being replaced, after that.
 * @throws StartupError when the data were moved to another store: whoever went on here would lose what they write
 */
export async function waitWhileHeld(
  db: Kysely<unknown>,
  dialect: Dialect,
  label: string,
  evenIfMoved = false,
): Promise<void> {
  for (;;) {
    const held = (await readMeta(db, dialect))?.held ?? null
    if (held === null) return
    if (held.why === 'moved') {
      if (evenIfMoved) return
      throw moved(label, held.to)
    }
    if (Date.now() - held.at > ABANDONED_MS) return writeHeld(db, null)
    await wait(LOOK_MS)
  }
}

function moved(label: string, to: string): StartupError {
  return new StartupError({
    vi: `Dữ liệu trong ${label} đã được chuyển sang ${to}. Hãy đặt DIEM_CAU_DATABASE thành địa chỉ đó rồi khởi động lại. Nếu muốn quay lại dùng ${label}: npm run move-store -- --undo`,
    en: `The data of ${label} were moved to ${to}. Set DIEM_CAU_DATABASE to that address and start again. To go back to ${label}: npm run move-store -- --undo`,
  })
}
