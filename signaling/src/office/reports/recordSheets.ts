import { officialMoment } from '@diem-cau/signaling-contract/office'
import type { MeetingRecord } from '../../domain/record/MeetingRecord.ts'
import type { Sheet } from './sheetFile.ts'

const MINUTE_MS = 60_000
const time = (at: number | null) => (at === null ? '' : officialMoment(at))
const minutes = (ms: number) => Math.round((ms / MINUTE_MS) * 10) / 10

const asTexts = { chair: 'Điều hành', floor: 'Được mời phát biểu', open: 'Phát biểu tự do' } as const

/** Who was there, unit by unit, as offices report it. */
export function attendanceSheet({ attendance }: MeetingRecord): Sheet {
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
      { title: 'Rời họp sớm', width: 38 },
      { title: 'Thời gian kết nối (phút)', width: 14 },
      { title: 'Lý do vắng', width: 30 },
    ],
    rows: attendance.map(({ unit, expected, attended, late, confirmed, firstSeenAt, leftEarlyAt, intervals, absent }, index) => [
      index + 1,
      unit.code,
      unit.name,
      expected ? 'Có' : 'Không',
      attended ? (late ? 'Vào muộn' : 'Có mặt') : absent ? 'Vắng có lý do' : 'Vắng không lý do',
      attended ? (confirmed?.count ?? null) : null,
      (confirmed?.people ?? []).join(', '),
      time(firstSeenAt),
      time(confirmed?.at ?? null),
      time(leftEarlyAt),
      minutes(intervals.reduce((sum, { from, to }) => sum + to - from, 0)),
      absent ?? '',
    ]),
  }
}

/** Who spoke, turn by turn. */
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
      { title: 'Thời lượng (giây)', width: 14 },
    ],
    rows: speeches.map(({ participantId, as, itemId, speaker, spans, ms }, index) => [
      index + 1,
      people.get(participantId)?.unit.name ?? '',
      speaker === '' ? (people.get(participantId)?.name ?? '') : speaker,
      asTexts[as],
      agenda.find((point) => point.itemId === itemId)?.title ?? '',
      time(spans[0]?.from ?? null),
      Math.round(ms / 1000),
    ]),
  }
}
