import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AccountId, MeetingId, UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import { root } from '../../../infra/bootstrap/paths.mjs'
import { folderKeys } from '../../../signaling/src/auth/folderKeys.ts'
import { AccessTokens } from '../../../signaling/src/auth/AccessTokens.ts'
import { hashPassword } from '../../../signaling/src/auth/passwords.ts'
import { readUnits } from '../../../signaling/src/demo/readUnits.ts'
import { AccountStore } from '../../../signaling/src/auth/AccountStore.ts'
import { openStore } from '../../../signaling/src/db/engine/openStore.ts'
import { ScheduleStore } from '../../../signaling/src/office/schedule/ScheduleStore.ts'
import { type Unit, UnitStore } from '../../../signaling/src/office/units/UnitStore.ts'

const HOST = UnitCode.parse('can-tho')
/** Makes up a unit that the city does not have. */
const moreUnit = (n: number): Unit => ({
  code: UnitCode.parse(`more-${n}`),
  parentCode: HOST,
  kind: 'ward',
  name: `Điểm cầu bổ sung ${n}`,
})

const HOUR = 3_600_000

interface SeededAccount {
  readonly accountId: AccountId
  readonly login: string
  readonly password: string
  readonly token: string
}

export interface SeededCity {
  readonly meetingId: MeetingId
  readonly chair: SeededAccount & { readonly unit: string }
  /** Watches over the servers of the city, and is in no meeting. */
  readonly admin: SeededAccount
  /** In the order of the units' file; beyond the city's wards and communes they are made up. */
  readonly rooms: readonly (SeededAccount & { readonly unit: UnitRef })[]
}

/**
 * Fills an empty data folder: the city, a chair of it, `count` of its wards and communes, a meeting of them all that is open now.
 * @param database where its tables are, if not in the folder
 */
export async function seedCity(
  dataDir: string,
  count: number,
  database: string = join(dataDir, 'diem-cau.sqlite'),
): Promise<SeededCity> {
  const tokens = await AccessTokens.open(folderKeys(dataDir))
  const store = await openStore(database)
  const now = Date.now()
  const units = await readUnits(await readFile(join(root, 'signaling/data/can-tho-2016-units.csv'), 'utf8'))
  const host = units.find(({ code }) => code === HOST)
  if (!host) throw new Error(`${HOST} is not among the units`)
  const leaves = units.filter(({ code }) => !units.some(({ parentCode }) => parentCode === code)).slice(0, count)
  const more = Array.from({ length: count - leaves.length }, (_, n) => moreUnit(n + 1))
  const wards = [...leaves, ...more]
  const password = 'cầu Cần Thơ mùa gió chướng'
  const passwordHash = await hashPassword(password)
  const chair = {
    id: AccountId.parse('a.chair'),
    login: 'chutich',
    name: 'Nguyễn Văn Thành',
    unitCode: host.code,
    passwordHash,
  }
  const admin = {
    id: AccountId.parse('a.admin'),
    login: 'quantri',
    name: 'Lê Minh Trí',
    unitCode: host.code,
    passwordHash,
    grants: [{ role: 'itAdmin' as const, unitCode: host.code }],
  }
  const people = wards.map((ward, n) => ({
    id: AccountId.parse(`a.room-${n}`),
    login: `room-${n}`,
    name: ward.name,
    unitCode: ward.code,
    passwordHash,
    ward,
  }))
  await new UnitStore(store.db).add([...units, ...more])
  await new AccountStore(store.db).add([chair, admin, ...people], now)
  const meetingId = MeetingId.parse('m.city')
  await new ScheduleStore(store.db).add({
    meetingId,
    title: 'Họp trực tuyến toàn thành phố về phòng, chống triều cường',
    hostUnit: host,
    startsAt: now - HOUR / 6,
    endsAt: now + 4 * HOUR,
    phase: 'open',
    chairAccountId: chair.id,
    demo: false,
    seats: [
      { accountId: chair.id, seat: 'chair', unit: host },
      ...people.map(({ id, ward }) => ({ accountId: id, seat: 'delegate' as const, unit: ward })),
    ],
    units: wards,
  })
  await store.close()
  const account = async ({
    id,
    login,
  }: {
    readonly id: AccountId
    readonly login: string
  }): Promise<SeededAccount> => ({
    accountId: id,
    login,
    password,
    token: (await tokens.issue(id, now)).token,
  })
  return {
    meetingId,
    chair: { ...(await account(chair)), unit: host.code },
    admin: await account(admin),
    rooms: await Promise.all(
      people.map(async (one) => ({ ...(await account(one)), unit: { code: one.ward.code, name: one.ward.name } })),
    ),
  }
}
