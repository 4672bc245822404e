import { localDate } from '../core/vietnamTime.ts'
import type { Quarter } from './reports.ts'

/**
 * The quarter of Vietnam's calendar in which a moment lies, "2026-Q4".
 * @param at milliseconds since the epoch
 */
export function quarterOf(at: number): Quarter {
  const [year, month] = localDate(at).split('-')
  return `${year}-Q${Math.ceil(Number(month) / 3)}`
}
