import { officialClockSince, officialMoment, statusTexts } from '@diem-cau/signaling-contract/documents'
import type { MeetingRecord } from '../../domain/record/MeetingRecord.ts'
import type { Person } from '../../domain/record/replay.ts'
import { unitFacts } from '../../domain/record/unitFacts.ts'
import type { Sheet } from '../tables/Sheet.ts'

const MINUTE_MS = 60_000
const time = (at: number | null) => (at === null ? '' : officialMoment(at))
const minutes = (ms: number) => Math.round((ms / MINUTE_MS) * 10) / 10

const asTexts = { chair: 'Điều hành', floor: 'Được mời phát biểu', open: 'Phát biểu tự do' } as const

/** Attendance, unit by unit, as offices report it. */
export function attendanceSheet({ attendance, times }: MeetingRecord): Sheet {
  return {
    name: 'Điểm danh',
    columns: [
      { title: 'STT', width: 6 },
      { title: 'Mã đơn vị', width: 24 },
      { title: 'Đơn vị', width: 34 },
      { title: 'Được mời', width: 10 },
      { title: 'Tham dự', width: 18 },
      { title: 'Số người', width: 10 },
      { title: 'Họ và tên', width: 40 },
      { title: 'Kết nối lần đầu', width: 38 },
      { title: 'Xác nhận có mặt', width: 38 },
      { title: 'Vào họp sau khai mạc', width: 38 },
      { title: 'Vắng giữa chừng', width: 30 },
      { title: 'Rời họp sớm', width: 38 },
      { title: 'Thời gian kết nối (phút)', width: 14 },
      { title: 'Lý do vắng', width: 30 },
    ],
    rows: attendance.map(
      (
        { unit, expected, attended, late, confirmed, firstSeenAt, arrivedAt, absences, leftEarlyAt, intervals, absent },
        index,
      ) => [
        index + 1,
        unit.code,
        unit.name,
        expected ? 'Có' : 'Không',
        statusTexts[attended ? (late ? 'late' : 'present') : absent ? 'excused' : 'absent'],
        attended ? (confirmed?.count ?? null) : null,
        (confirmed?.people ?? []).join(', '),
        time(firstSeenAt),
        time(confirmed?.at ?? null),
        time(arrivedAt),
        absences
          .flatMap(({ from, to }) =>
            to === null ? [] : [`${officialClockSince(times.from, from)} - ${officialClockSince(times.from, to)}`],
          )
          .join('; '),
        time(leftEarlyAt),
        minutes(intervals.reduce((sum, { from, to }) => sum + to - from, 0)),
        absent ?? '',
      ],
    ),
  }
}

/** Somebody's origin: the unit, or a guest's organisation. */
const fromOf = (person: Person | undefined): string => person?.unit?.name ?? person?.organisation ?? ''

/** Speeches, turn by turn. */
export function speakingSheet({ speeches, people, agenda }: MeetingRecord): Sheet {
  return {
    name: 'Phát biểu',
    columns: [
      { title: 'STT', width: 6 },
      { title: 'Đơn vị', width: 34 },
      { title: 'Người phát biểu', width: 34 },
      { title: 'Hình thức', width: 22 },
      { title: 'Nội dung', width: 50 },
      { title: 'Bắt đầu', width: 38 },
      { title: 'Kết thúc', width: 38 },
      { title: 'Thời lượng (giây)', width: 14 },
    ],
    rows: speeches.map(({ participantId, as, itemId, speaker, spans, ms }, index) => [
      index + 1,
      fromOf(people.get(participantId)),
      speaker === '' ? (people.get(participantId)?.name ?? '') : speaker,
      asTexts[as],
      agenda.find((point) => point.itemId === itemId)?.title ?? '',
      time(spans[0]?.from ?? null),
      time(spans.at(-1)?.to ?? null),
      Math.round(ms / 1000),
    ]),
  }
}

/** The same, added up. */
export function speakingByUnitSheet(record: MeetingRecord): Sheet {
  return {
    name: 'Theo đơn vị',
    columns: [
      { title: 'Đơn vị', width: 34 },
      { title: 'Số lượt phát biểu', width: 12 },
      { title: 'Thời gian phát biểu (phút)', width: 14 },
      { title: 'Số phiếu đã bỏ', width: 10 },
    ],
    rows: unitFacts(record).map(({ unit, speeches, speakingMs, votesCast }) => [
      unit.name,
      speeches,
      minutes(speakingMs),
      votesCast,
    ]),
  }
}
