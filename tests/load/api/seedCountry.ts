import { AccountId, foldText, MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { Role } from '@diem-cau/signaling-contract/office'
import { hashPassword } from '../../../signaling/src/auth/passwords.ts'
import { insertMany } from '../../../signaling/src/db/sql/insertMany.ts'
import { inTransaction } from '../../../signaling/src/db/sql/inTransaction.ts'
import type { Store } from '../../../signaling/src/db/engine/openStore.ts'
import { unitSearch } from '../../../signaling/src/db/sql/unitPath.ts'
import { countryUnits, personName, placeName, type UnitRow } from './country.ts'

const PEOPLE = 20_000
const MEETINGS = 50_000
const ROOMS = 3000
const AUDIT = 50_000
const MAILS = 50_000
const GROUPS = 200
const DAY = 24 * 60 * 60_000

export const PASSWORD = 'sông Hậu mùa nước nổi'
/** The accounts that ask: one who sees everything, one who sees all branches but one, one who manages a branch, one of many. */
export const PERSONAS = {
  admin: 'bench.admin',
  nearlyAll: 'bench.nearly',
  secretary: 'bench.secretary',
  official: 'bench.official',
} as const
export type Persona = keyof typeof PERSONAS

export type Country = {
  readonly province: UnitCode
  readonly district: UnitCode
  /** A meeting with papers and answers. */
  readonly meetingId: MeetingId
}

/** 10,000 units, 20,000 people, 3,000 rooms, 50,000 meetings over two years with some 12 units each, minutes and facts of those that have ended, logs and mails. */
export async function seedCountry({ db }: Store, now: number): Promise<Country> {
  const units = countryUnits()
  const passwordHash = await hashPassword(PASSWORD)
  const parts = divide(units)
  const ends = (n: number) => startOf(n, now) + 2 * 60 * 60_000
  const chairOf = (n: number) => AccountId.parse(`p${n % PEOPLE}`)
  const provinceAt = (n: number) => parts.provinces[n % parts.provinces.length] ?? parts.root
  const districtAt = (n: number) => parts.districts[n % parts.districts.length] ?? parts.root
  const hostOf = (n: number) => (n % 5 === 0 ? provinceAt(n) : districtAt(n))

  await inTransaction(db, async (tx) => {
    await insertMany(
      tx,
      'unit',
      units.map((unit) => ({
        code: unit.code,
        parent_code: unit.parentCode,
        kind: unit.kind,
        name: unit.name,
        search: unitSearch(unit),
        path: parts.paths.get(unit.code) ?? '',
      })),
    )
    await insertMany(
      tx,
      'unit_name',
      units.map(({ code, name, kind, parentCode }) => ({
        unit_code: code,
        since: '',
        name,
        kind,
        parent_code: parentCode,
      })),
    )

    const person = (id: string, login: string, name: string, unit: UnitRow, kind: 'person' | 'room') => ({
      id: AccountId.parse(id),
      login,
      name,
      unit_code: unit.code,
      password_hash: passwordHash,
      disabled: 0,
      created_at: now,
      kind,
      search: foldText(`${name} ${login}`),
    })
    const unitAt = (n: number) => units[n % units.length] ?? parts.root
    const people = Array.from({ length: PEOPLE }, (_, n) =>
      person(`p${n}`, `can.bo.${n}`, personName(n), unitAt(n), 'person'),
    )
    const rooms = Array.from({ length: ROOMS }, (_, n) =>
      person(`r${n}`, `phong.${n}`, `Phòng họp ${placeName(n)}`, unitAt(n * 3), 'room'),
    )
    const personas = [
      { ...person('bench-admin', PERSONAS.admin, 'Quản trị', parts.root, 'person'), role: 'itAdmin' },
      {
        ...person('bench-nearly', PERSONAS.nearlyAll, 'Quản trị vùng', parts.provinces[1] ?? parts.root, 'person'),
        role: 'official',
      },
      { ...person('bench-secretary', PERSONAS.secretary, 'Thư ký tỉnh', provinceAt(0), 'person'), role: 'secretary' },
      {
        ...person('bench-official', PERSONAS.official, 'Cán bộ xã', parts.communes[0] ?? parts.root, 'person'),
        role: 'official',
      },
    ] as const
    await insertMany(tx, 'account', [...people, ...rooms, ...personas.map(({ role: _role, ...account }) => account)])
    await insertMany(tx, 'account_role', [
      ...people.map(({ id, unit_code }, n) => ({
        account_id: id,
        role: ROLES[n % ROLES.length] ?? 'official',
        unit_code,
      })),
      ...personas.map(({ id, unit_code, role }) => ({ account_id: id, role, unit_code })),
      ...parts.provinces.slice(1).map(({ code }) => ({
        account_id: AccountId.parse('bench-nearly'),
        role: 'itAdmin' as const,
        unit_code: code,
      })),
    ])
    await insertMany(
      tx,
      'room',
      rooms.map(({ id }, n) => ({ account_id: id, place: `Tầng ${n % 5}`, enrolled_at: n % 3 === 0 ? null : now })),
    )

    const meetings = Array.from({ length: MEETINGS }, (_, n) => {
      const title = `${TITLES[n % TITLES.length]} ${placeName(n)}`
      const host = hostOf(n)
      return {
        id: MeetingId.parse(`m${n}`),
        title,
        host_unit_code: host.code,
        host_unit_name: host.name,
        chair_account_id: chairOf(n),
        secretary_account_id: chairOf(n + 1),
        starts_at: startOf(n, now),
        ends_at: ends(n),
        phase: ends(n) < now ? ('ended' as const) : ('scheduled' as const),
        demo: 0,
        search: foldText(`${title} ${host.name}`),
        created_at: now,
        updated_at: now,
      }
    })
    await insertMany(tx, 'meeting', meetings)
    // The branch of the host and some of its neighbours.
    const invited = meetings.flatMap(({ id, host_unit_code }, n) => {
      const below = parts.children.get(host_unit_code) ?? []
      return below
        .slice(0, 5 + (n % 15))
        .map(({ code, name }, position) => ({ meeting_id: id, unit_code: code, unit_name: name, position }))
    })
    await insertMany(tx, 'meeting_unit', invited)
    await insertMany(
      tx,
      'meeting_seat',
      meetings.flatMap(({ id, host_unit_code, host_unit_name }, n) => [
        {
          meeting_id: id,
          account_id: chairOf(n),
          seat: 'chair' as const,
          unit_code: host_unit_code,
          unit_name: host_unit_name,
        },
        {
          meeting_id: id,
          account_id: chairOf(n + 1),
          seat: 'secretary' as const,
          unit_code: host_unit_code,
          unit_name: host_unit_name,
        },
      ]),
    )
    await insertMany(
      tx,
      'meeting_answer',
      invited.slice(0, 100_000).map(({ meeting_id, unit_code }, n) => ({
        meeting_id,
        invitee: `u:${unit_code}`,
        answer: n % 7 === 0 ? ('declined' as const) : ('attending' as const),
        people: '[]',
        note: '',
        answered_by: `p${n % PEOPLE}`,
        at: now,
      })),
    )
    const held = meetings.filter(({ phase }) => phase === 'ended')
    await insertMany(
      tx,
      'minutes',
      held.map(({ id, chair_account_id, ends_at }, n) => ({
        meeting_id: id,
        status: n % 4 === 0 ? ('draft' as const) : ('approved' as const),
        version: 1,
        content: JSON.stringify({ number: String(n) }),
        chair_id: chair_account_id,
        created_at: ends_at,
        updated_at: ends_at + n,
        updated_by: null,
        updated_name: '',
        issue: n % 4 === 0 ? 0 : 1,
        issued_at: n % 4 === 0 ? null : ends_at + n,
      })),
    )
    await insertMany(
      tx,
      'meeting_fact',
      held.map(({ id, host_unit_code, starts_at }) => ({
        meeting_id: id,
        host_unit_code,
        starts_at,
        length_ms: 90 * 60_000,
        log_seq: 2_000,
      })),
    )
    const plans = new Map(held.map((meeting) => [meeting.id, meeting]))
    await insertMany(
      tx,
      'unit_fact',
      invited.flatMap(({ meeting_id, unit_code, unit_name }, n) => {
        const plan = plans.get(meeting_id)
        return plan
          ? [
              {
                unit_code,
                starts_at: plan.starts_at,
                meeting_id,
                host_unit_code: plan.host_unit_code,
                unit_name,
                invited: 1,
                attended: n % 9 === 0 ? 0 : 1,
                late: n % 11 === 0 ? 1 : 0,
                left_early: 0,
                people: 3,
                speaking_ms: n % 4 === 0 ? 180_000 : 0,
                speeches: n % 4 === 0 ? 1 : 0,
                votes_cast: n % 3,
              },
            ]
          : []
      }),
    )
    await insertMany(
      tx,
      'audit',
      Array.from({ length: AUDIT }, (_, n) => ({
        at: now - n * 60_000,
        actor_id: chairOf(n),
        actor_name: personName(n),
        action: ACTIONS[n % ACTIONS.length] ?? 'signIn',
        subject_type: 'account',
        subject_id: `p${n % 999}`,
        subject_name: personName(n + 1),
        unit_code: unitAt(n).code,
        ip: '10.0.0.1',
        details: '{}',
        search: foldText(`${personName(n)} ${personName(n + 1)}`),
      })).toReversed(),
    )
    await insertMany(
      tx,
      'outbox',
      Array.from({ length: MAILS }, (_, n) => ({
        id: `o${n}`,
        kind: 'invitation' as const,
        meeting_id: MeetingId.parse(`m${n % MEETINGS}`),
        invitee: `a:p${n % PEOPLE}`,
        to_address: `can.bo.${n % PEOPLE}@example.vn`,
        to_name: personName(n),
        subject: `Giấy mời: ${TITLES[n % TITLES.length]}`,
        content: '{}',
        state: n % 40 === 0 ? ('failed' as const) : ('sent' as const),
        next_try_at: null,
        created_at: now - n * 30_000,
        sent_at: now - n * 30_000,
        unit_code: hostOf(n % MEETINGS).code,
        search: foldText(`${personName(n)} ${TITLES[n % TITLES.length]}`),
      })),
    )
    await insertMany(
      tx,
      'unit_group',
      Array.from({ length: GROUPS }, (_, n) => ({
        id: `g${n}`,
        name: `Nhóm ${placeName(n)}`,
        owner_unit_code: provinceAt(n).code,
        rules: JSON.stringify([{ type: 'branch', code: districtAt(n).code }]),
      })),
    )
  })
  return { province: provinceAt(0).code, district: districtAt(0).code, meetingId: MeetingId.parse('m0') }
}

const ROLES: readonly Role[] = [
  'official',
  'official',
  'official',
  'secretary',
  'chair',
  'technician',
  'official',
  'official',
]
const TITLES = [
  'Giao ban tuần',
  'Họp trực tuyến toàn ngành',
  'Sơ kết quý',
  'Triển khai nghị quyết',
  'Phòng chống thiên tai',
  'Tập huấn chuyển đổi số',
]
const ACTIONS = [
  'signIn.accepted',
  'signIn.refused',
  'account.created',
  'account.edited',
  'unit.renamed',
  'meeting.planned',
]

/** Two years around now, evenly. */
function startOf(n: number, now: number): number {
  return now - 365 * DAY + Math.floor((n / MEETINGS) * 730 * DAY)
}

function divide(units: readonly UnitRow[]) {
  const paths = new Map<UnitCode, string>()
  const children = new Map<UnitCode, UnitRow[]>()
  for (const unit of units) {
    paths.set(unit.code, `${unit.parentCode === null ? '/' : (paths.get(unit.parentCode) ?? '/')}${unit.code}/`)
    if (unit.parentCode !== null) children.set(unit.parentCode, [...(children.get(unit.parentCode) ?? []), unit])
  }
  const [root] = units
  if (!root) throw new Error('no units')
  const level = (count: number) => units.filter(({ code }) => paths.get(code)?.split('/').length === count + 2)
  return { root, paths, children, provinces: level(2), districts: level(3), communes: level(4) }
}
