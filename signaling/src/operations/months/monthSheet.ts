import { BadBecause, type MonthReport } from '@diem-cau/signaling-contract/operations'
import type { Sheet } from '../../office/tables/Sheet.ts'

const REASONS: Readonly<Record<BadBecause, string>> = {
  servers: 'Máy chủ (phút)',
  lineUp: 'Đường lên (phút)',
  lineDown: 'Đường xuống (phút)',
  line: 'Đường truyền trễ, chập chờn (phút)',
  cut: 'Mất kết nối (phút)',
  pc: 'Máy tính (phút)',
  microphone: 'Micrô (phút)',
  camera: 'Camera (phút)',
}

/** The month as a table for the office's own files. */
export function monthSheet({ month, rows }: MonthReport): Sheet {
  return {
    name: `Chất lượng ${month}`,
    columns: [
      { title: 'STT', width: 6 },
      { title: 'Mã đơn vị', width: 24 },
      { title: 'Đơn vị', width: 34 },
      { title: 'Số cuộc họp', width: 10 },
      { title: 'Thời gian họp (phút)', width: 14 },
      { title: 'Thời gian kém (phút)', width: 14 },
      { title: 'Tỷ lệ kém (%)', width: 10 },
      ...BadBecause.options.map((reason) => ({ title: REASONS[reason], width: 14 })),
    ],
    rows: rows.map(({ unit, meetings, minutes, badMinutes, because }, index) => [
      index + 1,
      unit.code,
      unit.name,
      meetings,
      minutes,
      badMinutes,
      minutes === 0 ? null : Math.round((badMinutes / minutes) * 1000) / 10,
      ...BadBecause.options.map((reason) => because[reason]),
    ]),
  }
}
