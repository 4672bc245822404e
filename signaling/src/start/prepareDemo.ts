import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupError } from '../db/engine/StartupError.ts'
import { createDemo, type Demo, openDemoMeeting } from '../demo/createDemo.ts'
import { createFirstAdmin } from '../demo/createFirstAdmin.ts'
import { readUnits, UnitsFileError } from '../demo/readUnits.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** Fills a new database; later it only makes a meeting, when the last one of the demonstration is over. */
export async function prepareDemo(
  { demoUnits, firstUnit = null, dataDir, logger, clock }: StartSettings,
  { db, audit, units, schedules }: Pick<StorePart, 'db' | 'audit' | 'units' | 'schedules'>,
): Promise<Demo | null> {
  const now = clock()
  if (demoUnits === null)
    return firstUnit && createFirstAdmin({ db, audit, now }, firstUnit, join(dataDir, 'first-admin.txt'))
  if (await units.isEmpty()) {
    logger.info({ units: demoUnits }, 'creating the demonstration')
    return createDemo(db, await demoUnitsOf(demoUnits), join(dataDir, 'demo-accounts.txt'), now)
  }
  const end = await schedules.lastDemoEnd()
  if (end !== null && end <= now) await openDemoMeeting(db, now)
  return null
}

async function demoUnitsOf(file: string): Promise<ReturnType<typeof readUnits>> {
  try {
    return await readUnits(await readFile(file, 'utf8'))
  } catch (error) {
    const why = error instanceof UnitsFileError ? error.problems.join('\n') : String(error)
    throw new StartupError(
      {
        vi: `Không đọc được danh sách đơn vị ${file}:\n${why}\nHãy sửa tệp này, hoặc chỉ ra tệp khác bằng DIEM_CAU_UNITS_CSV.`,
        en: `The list of units ${file} cannot be read:\n${why}\nMend the file, or name another with DIEM_CAU_UNITS_CSV.`,
      },
      error,
    )
  }
}
