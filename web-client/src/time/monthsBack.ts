import { localDate } from '@diem-cau/signaling-contract'

/** Months are kept for two years, and the one that runs. */
const MOST = 25

/** Lists the months from this one back to the earliest, the newest first: "2026-11". */
export function monthsBack(now: number, earliest: string | null): string[] {
  const current = localDate(now).slice(0, 7)
  const last = earliest ?? current
  let [year, month] = [Number(current.slice(0, 4)), Number(current.slice(5))]
  const list: string[] = []
  while (list.length < MOST) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    list.push(name)
    if (name <= last) break
    month -= 1
    if (month === 0) {
      month = 12
      year -= 1
    }
  }
  return list
}
