import { type AccountId, DAY_MS, localDate, startOfDay, type UnitCode, weekday } from '@diem-cau/signaling-contract'
import { MeetingSettings, type PlanInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { startsOf } from '../domain/time/recurrence.ts'
import { insertSeries } from '../office/meetings/seriesTable.ts'
import { resolvePlan } from '../office/schedule/resolvePlan.ts'
import { newMeetingId, type Occurrence, writePlans } from '../office/schedule/writePlans.ts'
import type { Schema } from '../db/schema.ts'

const HOUR_MS = 60 * 60_000
const WEEKLY = 'FREQ=WEEKLY;COUNT=10'

type Hosts = {
  readonly chairId: AccountId
  readonly secretaryId: AccountId
  readonly hostUnitCode: UnitCode
  readonly wards: readonly UnitCode[]
}

/** Fills the calendar: a weekly series from the Monday after tomorrow on, and a draft. Nobody is sent mail for it. */
export async function addDemoPlans(tx: Kysely<Schema>, hosts: Hosts, now: number): Promise<void> {
  const monday = nextMonday(now)
  const common = {
    ...hosts,
    deputyId: null,
    invite: hosts.wards.map((code) => ({ type: 'unit' as const, code })),
    people: [],
    guests: [],
    settings: MeetingSettings.parse({ reminderMinutes: [] }),
    recurrence: null,
  }
  const startsAt = monday + 7.5 * HOUR_MS
  const series: PlanInput = {
    ...common,
    title: 'Giao ban đầu tuần',
    description: 'Rà soát công việc trong tuần, xử lý kiến nghị của cơ sở.',
    place: 'Hội trường tầng 2',
    startsAt,
    endsAt: startsAt + 1.5 * HOUR_MS,
    agenda: [
      { itemId: 'bao-cao', title: 'Báo cáo kết quả tuần trước', presenter: 'Văn phòng', minutes: 30 },
      { itemId: 'kien-nghi', title: 'Kiến nghị của cơ sở', presenter: '', minutes: 40 },
      { itemId: 'ket-luan', title: 'Kết luận', presenter: 'Chủ tọa', minutes: 20 },
    ],
  }
  const seriesId = await insertSeries(tx, { rrule: WEEKLY, startsAt }, now)
  await write(
    tx,
    series,
    startsOf(WEEKLY, startsAt).map((at) => ({ startsAt: at, phase: 'scheduled', seriesId })),
    now,
  )
  const thursday = monday + 10 * DAY_MS + 14 * HOUR_MS
  const draft: PlanInput = {
    ...common,
    title: 'Sơ kết công tác chuyển đổi số',
    description: '',
    place: '',
    startsAt: thursday,
    endsAt: thursday + 2 * HOUR_MS,
    agenda: [{ itemId: 'so-ket', title: 'Báo cáo sơ kết', presenter: '', minutes: 45 }],
  }
  await write(tx, draft, [{ startsAt: thursday, phase: 'draft', seriesId: null }], now)
}

async function write(
  tx: Kysely<Schema>,
  plan: PlanInput,
  meetings: readonly Pick<Occurrence, 'startsAt' | 'phase' | 'seriesId'>[],
  now: number,
): Promise<void> {
  const occurrences = meetings.map((meeting): Occurrence => ({
    ...meeting,
    meetingId: newMeetingId(),
    isNew: true,
    endsAt: meeting.startsAt + plan.endsAt - plan.startsAt,
    recurrenceAt: meeting.seriesId === null ? null : meeting.startsAt,
    isException: false,
    rehearsalOf: null,
  }))
  const resolved = await resolvePlan(
    tx,
    plan,
    occurrences.map(({ startsAt }) => startsAt),
  )
  await writePlans(tx, occurrences, { plan, resolved, guests: [], by: plan.chairId, now })
}

/** Midnight of the first Monday after tomorrow. */
function nextMonday(now: number): number {
  let day = startOfDay(localDate(now)) + 2 * DAY_MS
  while (weekday(localDate(day)) !== 0) day += DAY_MS
  return day
}
