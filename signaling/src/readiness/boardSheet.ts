import { localSeconds } from '@diem-cau/signaling-contract'
import type { Health } from '@diem-cau/signaling-contract/operations'
import type { Board } from '@diem-cau/signaling-contract/readiness'
import type { Sheet } from '../office/tables/Sheet.ts'
import { reasonWords } from './reasonWords.ts'

const STATES: Readonly<Record<Health, string>> = {
  good: 'Sẵn sàng',
  weak: 'Cần chú ý',
  bad: 'Chưa sẵn sàng',
  unknown: 'Chưa đọc được',
}

const time = (at: number | null) => (at === null ? '' : localSeconds(at))

/** The board as a table for the office's own files. */
export function boardSheet({ rooms, meeting, now }: Board): Sheet {
  return {
    name: meeting === null ? `Sẵn sàng ${localSeconds(now).slice(0, 10)}` : 'Sẵn sàng trước cuộc họp',
    columns: [
      { title: 'STT', width: 6 },
      { title: 'Khu vực', width: 26 },
      { title: 'Đơn vị', width: 30 },
      { title: 'Phòng họp', width: 30 },
      { title: 'Tình trạng', width: 16 },
      { title: 'Lý do', width: 44 },
      { title: 'Từ lúc', width: 20 },
      { title: 'Kiểm tra gần nhất', width: 20 },
      { title: 'Đã báo cho', width: 34 },
      { title: 'Người tiếp nhận', width: 24 },
      { title: 'Buổi thử', width: 16 },
      { title: `Cuộc họp: ${meeting?.title ?? 'tất cả phòng'}`.slice(0, 120), width: 30 },
    ],
    rows: rooms.map((room, index) => [
      index + 1,
      room.district.name,
      room.unit.name,
      room.name,
      STATES[room.health],
      room.reasons.map((reason) => reasonWords[reason]).join('; '),
      time(room.since),
      time(room.testedAt),
      room.told.map(({ name }) => name).join('; '),
      room.seenBy,
      room.rehearsal === null
        ? ''
        : room.rehearsal.came
          ? room.rehearsal.bad.length > 0
            ? 'Có lỗi'
            : 'Đạt'
          : 'Không vào',
      meeting === null ? '' : localSeconds(meeting.startsAt),
    ]),
  }
}
