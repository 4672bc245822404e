import { join } from 'node:path'
import { AccountId, MeetingId, type Seat, UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import { folderKeys } from '../../../signaling/src/auth/folderKeys.ts'
import { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { AccountStore } from '../../../signaling/src/auth/AccountStore.ts'
import { openStore } from '../../../signaling/src/db/engine/openStore.ts'
import { ScheduleStore } from '../../../signaling/src/office/schedule/ScheduleStore.ts'
import { UnitStore } from '../../../signaling/src/office/units/UnitStore.ts'

/** An account of the test's office with its token. */
export interface Official {
  readonly accountId: AccountId
  readonly name: string
  readonly seat: Seat
  readonly unit: UnitRef
  readonly token: string
}

export interface SeededOffice {
  readonly meetingId: MeetingId
  /** Id of the meeting that is planned for tomorrow. */
  readonly laterId: MeetingId
  /** Id of the meeting that has been over for two days. */
  readonly pastId: MeetingId
  readonly officials: readonly Official[]
  /** An official with an account who is not invited to anything. */
  readonly stranger: Official
  /** Plans its meetings and administers its accounts; invited to none of them by name. */
  readonly admin: Official
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * Fills an empty data folder: a district, `seats.length` units with an account each, a meeting that is open.
 * @param database where its tables are, if not in the folder
 * @param regions of units, by the place of their seat
 * @param colleagueOf has a delegate of the same unit beside it, who comes last
 */
export async function seed(
  dataDir: string,
  seats: readonly Seat[],
  colleagueOf: number | null = null,
  database: string = join(dataDir, 'diem-cau.sqlite'),
  regions: ReadonlyMap<number, string> = new Map(),
): Promise<SeededOffice> {
  const tokens = await AccessTokens.open(folderKeys(dataDir))
  const store = await openStore(database)
  const now = Date.now()
  const host: UnitRef = { code: UnitCode.parse('quan'), name: 'Quận Thử' }
  const official = async (seat: Seat, n: number | string, id = `account-${n}`): Promise<Official> => {
    const accountId = AccountId.parse(id)
    const unit = { code: UnitCode.parse(`quan.phuong-${n}`), name: `Phường ${n}` }
    return { accountId, name: `Đại biểu ${n}`, seat, unit, token: (await tokens.issue(accountId, now)).token }
  }
  const officials = await Promise.all(seats.map((seat, n) => official(seat, n)))
  if (colleagueOf !== null) officials.push(await official('delegate', colleagueOf, `account-${colleagueOf}b`))
  const stranger = await official('delegate', 'ngoai')
  const admin = await official('observer', 'quan-tri')
  const everyone = [...officials, stranger, admin]
  await new UnitStore(store.db).add([
    { code: host.code, parentCode: null, kind: 'urban_district', name: host.name },
    ...new Map(everyone.map(({ unit }) => [unit.code, unit])).values().map((unit, n) => ({
      code: unit.code,
      parentCode: host.code,
      kind: 'ward',
      name: unit.name,
      region: regions.get(n) ?? '',
    })),
  ])
  await new AccountStore(store.db).add(
    everyone.map(({ accountId, name, unit }) => ({
      id: accountId,
      login: accountId,
      name,
      unitCode: unit.code,
      passwordHash: '-',
      grants:
        accountId === admin.accountId
          ? (['secretary', 'itAdmin'] as const).map((role) => ({ role, unitCode: host.code }))
          : [],
    })),
    now,
  )
  const schedule = new ScheduleStore(store.db)
  const chair = officials.find(({ seat }) => seat === 'chair') ?? stranger
  const plan = async (id: string, phase: 'open' | 'scheduled' | 'ended', startsAt: number) => {
    const meetingId = MeetingId.parse(id)
    await schedule.add({
      meetingId,
      title: `Họp ${id}`,
      hostUnit: host,
      startsAt,
      endsAt: startsAt + 8 * HOUR,
      phase,
      lobbyMinutes: 60,
      chairAccountId: chair.accountId,
      demo: false,
      seats: officials,
    })
    return meetingId
  }
  const seeded = {
    meetingId: await plan('now', 'open', now - HOUR),
    laterId: await plan('later', 'scheduled', now + DAY),
    pastId: await plan('past', 'ended', now - 2 * DAY),
    officials,
    stranger,
    admin,
  }
  await store.close()
  return seeded
}
