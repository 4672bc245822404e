import { quarterOf } from '@diem-cau/signaling-contract/office'

/** Lists the quarters from this one back to the earliest, the newest first; 40 at most. */
export function quartersBack(now: number, earliest: string | null): string[] {
  const list: string[] = []
  const current = quarterOf(now)
  let [year, quarter] = [Number(current.slice(0, 4)), Number(current.slice(-1))]
  const last = earliest ?? current
  while (list.length < 40) {
    const name = `${year}-Q${quarter}`
    list.push(name)
    if (name <= last) break
    quarter -= 1
    if (quarter === 0) {
      quarter = 4
      year -= 1
    }
  }
  return list
}
