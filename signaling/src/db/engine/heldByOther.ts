import { localSeconds } from '@diem-cau/signaling-contract'
import type { Holder } from './Hold.ts'
import { StartupError } from './StartupError.ts'

/** A server that was just stopped, or killed, has so long to be gone. */
export const HELD_WAIT_MS = 3000

/** Two servers that use the same data put each other's participants out, so the second does not start. */
export function heldByOther(label: string, holder: Holder | null): StartupError {
  const since = holder && localSeconds(holder.since)
  const [vi, en] = holder
    ? [
        `tiến trình ${holder.pid ?? '?'} trên máy ${holder.host}, từ ${since}${holder.address === null ? '' : `, tại ${holder.address}`}`,
        `process ${holder.pid ?? '?'} on ${holder.host}, since ${since}${holder.address === null ? '' : `, at ${holder.address}`}`,
      ]
    : ['chưa rõ tiến trình nào', 'which has not said who it is']
  return new StartupError({
    vi: `Một máy chủ Điểm Cầu khác đang dùng ${label} (${vi}). Hãy dùng máy chủ đó, hoặc dừng nó rồi khởi động lại; muốn chạy riêng thì chọn thư mục dữ liệu khác bằng --data.`,
    en: `Another Diem Cau server uses ${label} (${en}). Use that one, or stop it and start again; to run apart from it choose another data folder with --data.`,
  })
}
