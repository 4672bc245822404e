import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import {
  AccountId,
  addDays,
  localDate,
  MeetingId,
  type Seat,
  startOfDay,
  UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import { smallKinds } from '@diem-cau/signaling-contract/documents'
import { type AgendaItem, quarterOf, type Role } from '@diem-cau/signaling-contract/office'
import { hashPassword } from '../auth/passwords.ts'
import { RoomStore } from '../office/rooms/RoomStore.ts'
import type { Kysely } from 'kysely'
import { AccountStore } from '../auth/AccountStore.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import type { Schema } from '../db/schema.ts'
import { type Unit, UnitStore } from '../office/units/UnitStore.ts'
import { addDemoPlans } from './demoPlans.ts'
import { readablePassword } from '../auth/readablePassword.ts'

/** Chairs in the sample of 2016. */
const DISTRICT = UnitCode.parse('o-mon')
/** Hashing a password takes its time: a city of 103 wards would keep the first start waiting. */
const MAX_WARDS = 7
const ADMIN_LOGIN = 'quantri'

const HOUR_MS = 60 * 60_000
const OPEN_FOR_MS = 8 * HOUR_MS

type DemoAccount = { readonly login: string; readonly password: string; readonly name: string }
export type Demo = { readonly file: string; readonly accounts: readonly DemoAccount[] }

type DemoStores = { readonly units: UnitStore; readonly accounts: AccountStore; readonly schedules: ScheduleStore }

/**
 * Fills a new database with something to try: the units, the IT admin of the city, a chair, a secretary, a technician
 * and the wards of one district with a room each, a meeting that is open now, one for tomorrow morning, a weekly series
 * and a draft.
 * @param file where the passwords are kept, readable by its owner only
 */
export async function createDemo(
  db: Kysely<Schema>,
  allUnits: readonly Unit[],
  file: string,
  now: number,
): Promise<Demo> {
  const district = allUnits.find((unit) => unit.code === DISTRICT) ?? allUnits.find((unit) => unit.parentCode === null)
  if (!district) throw new Error('the units file has no unit: the demonstration needs one')
  const wards = allUnits
    .filter((unit) => unit.parentCode === district.code)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .slice(0, MAX_WARDS)
  const city = allUnits.find((unit) => unit.code === district.parentCode) ?? district
  const logins = loginsAt(district)
  const at = (role: Role, unit: Unit) => ({ unit, grants: [{ role, unitCode: unit.code }] })
  const people = await Promise.all(
    [
      {
        login: logins.chair,
        name: 'Nguyễn Văn Thành',
        position: `Chủ tịch UBND ${smallKinds(district.name)}`,
        ...at('chair', district),
      },
      { login: logins.secretary, name: 'Lê Thị Ngọc Hân', position: 'Thư ký cuộc họp', ...at('secretary', district) },
      ...wards.map((ward) => ({ login: loginOf(ward), name: ward.name, position: '', ...at('official', ward) })),
      { login: ADMIN_LOGIN, name: 'Trần Minh Quân', position: 'Quản trị hệ thống', ...at('itAdmin', city) },
      { login: logins.technician, name: 'Phạm Quốc Bảo', position: 'Cán bộ kỹ thuật', ...at('technician', district) },
    ].map(async (person) => {
      const password = readablePassword()
      return {
        ...person,
        id: newId(),
        unitCode: person.unit.code,
        password,
        passwordHash: await hashPassword(password),
      }
    }),
  )
  const made = people.map(({ login, password, name }) => ({ login, password, name }))
  // First: accounts whose passwords nobody has would lock the demonstration up.
  await writeFile(file, passwordList(made), { mode: 0o600 })
  await inTransaction(db, async (tx) => {
    const stores = storesOf(tx)
    await stores.units.add(allUnits)
    await stores.accounts.add(people, now)
    for (const ward of wards)
      await new RoomStore(tx).add(
        newId(),
        { name: `Phòng họp ${ward.name}`, place: `Trụ sở UBND ${ward.name}`, unitCode: ward.code },
        now,
      )
    await openDemoMeeting(tx, now)
    const tomorrow = tomorrowMorning(now)
    await addMeeting(stores, {
      title: 'Họp triển khai công tác phòng, chống triều cường và ngập úng trên địa bàn',
      startsAt: tomorrow,
      endsAt: tomorrow + 2 * HOUR_MS,
      phase: 'scheduled',
      agenda: [
        {
          itemId: 'tinh-hinh',
          title: 'Tình hình triều cường và phương án ứng phó',
          presenter: 'Phòng Kinh tế',
          minutes: 40,
        },
        { itemId: 'y-kien', title: 'Ý kiến của cơ sở', presenter: '', minutes: 50 },
      ],
    })
    const [chair, secretary] = people
    if (chair && secretary) {
      await addDemoPlans(
        tx,
        {
          chairId: chair.id,
          secretaryId: secretary.id,
          hostUnitCode: district.code,
          wards: wards.map(({ code }) => code),
        },
        now,
      )
    }
  })
  return { file, accounts: made }
}

/** A meeting of the demonstration's district that is open now, with everyone seated; does nothing without its accounts. */
export async function openDemoMeeting(db: Kysely<Schema>, now: number): Promise<void> {
  await addMeeting(storesOf(db), {
    title: `Giao ban trực tuyến công tác cải cách hành chính ${quarterInWords(now)}`,
    startsAt: now,
    endsAt: now + OPEN_FOR_MS,
    phase: 'open',
    agenda: [
      {
        itemId: 'bao-cao',
        title: 'Báo cáo kết quả cải cách hành chính và tình hình giải quyết hồ sơ trực tuyến',
        presenter: 'Phòng Nội vụ',
        minutes: 20,
      },
      { itemId: 'thao-luan', title: 'Thảo luận: vướng mắc ở bộ phận một cửa của cơ sở', presenter: '', minutes: 40 },
      { itemId: 'nghi-quyet', title: 'Thông qua chỉ tiêu quý tới', presenter: 'Chủ tọa', minutes: 15 },
    ],
  })
}

function storesOf(db: Kysely<Schema>): DemoStores {
  return { units: new UnitStore(db), accounts: new AccountStore(db), schedules: new ScheduleStore(db) }
}

async function addMeeting(
  { units, accounts, schedules }: DemoStores,
  meeting: {
    title: string
    startsAt: number
    endsAt: number
    phase: 'open' | 'scheduled'
    agenda: readonly AgendaItem[]
  },
): Promise<void> {
  const district = (await units.find(DISTRICT)) ?? (await units.topmost())
  const logins = district && loginsAt(district)
  const chair = logins && (await accounts.findByLogin(logins.chair))?.account
  if (!chair) return
  const seated: [login: string, seat: Seat][] = [
    [logins.chair, 'chair'],
    [logins.secretary, 'secretary'],
    ...(await units.childrenOf(district.code)).map((ward): [string, Seat] => [loginOf(ward), 'delegate']),
  ]
  const seats = await Promise.all(
    seated.map(async ([login, seat]) => {
      const account = (await accounts.findByLogin(login))?.account
      return account ? [{ accountId: account.accountId, unit: account.unit, seat }] : []
    }),
  )
  const hostUnit: UnitRef = { code: district.code, name: district.name }
  await schedules.add({
    ...meeting,
    meetingId: MeetingId.parse(`m.${randomBytes(9).toString('base64url')}`),
    hostUnit,
    chairAccountId: chair.accountId,
    demo: true,
    lobbyMinutes: 60,
    seats: seats.flat(),
    // Their rooms are invited with them.
    units: seats
      .flat()
      .filter(({ seat }) => seat === 'delegate')
      .map(({ unit }) => unit),
  })
}

function loginsAt(host: Pick<Unit, 'code'>) {
  const where = loginOf(host)
  return { chair: `chutoa.${where}`, secretary: `thuky.${where}`, technician: `kythuat.${where}` }
}

function newId(): AccountId {
  return AccountId.parse(`a.${randomBytes(9).toString('base64url')}`)
}

/** o-mon.chau-van-liem -> chauvanliem */
function loginOf(ward: Pick<Unit, 'code'>): string {
  return (ward.code.split('.').at(-1) ?? ward.code).replaceAll('-', '')
}

function quarterInWords(now: number): string {
  const [year, quarter] = quarterOf(now).split('-Q')
  return `quý ${['I', 'II', 'III', 'IV'][Number(quarter) - 1]} năm ${year}`
}

/** 07:30 of the next day in Vietnam, in milliseconds since the epoch. */
function tomorrowMorning(now: number): number {
  return startOfDay(addDays(localDate(now), 1)) + 7.5 * HOUR_MS
}

function passwordList(accounts: readonly DemoAccount[]): string {
  const width = Math.max(...accounts.map((account) => account.login.length)) + 2
  const lines = accounts.map(({ login, password, name }) => `${login.padEnd(width)}${password}  ${name}`)
  return ['# Diem Cau: tài khoản dùng thử / demonstration accounts', ...lines, ''].join('\n')
}
