import { localDate } from './vietnamTime.ts'

/** "2026-Q4" of a moment. */
export function quarterAt(at: number): string {
  const [year = '', month = ''] = localDate(at).split('-')
  return `${year}-Q${Math.ceil(Number(month) / 3)}`
}

/** From this quarter back to the earliest one, the newest first; 40 at most. */
export function quartersBack(now: number, earliest: string | null): string[] {
  const list: string[] = []
  let [year, quarter] = [Number(quarterAt(now).slice(0, 4)), Number(quarterAt(now).slice(-1))]
  const last = earliest ?? quarterAt(now)
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
