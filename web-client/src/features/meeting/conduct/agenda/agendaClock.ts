import type { AgendaPoint } from '@diem-cau/signaling-contract'

export interface AgendaClock {
  readonly spentMs: number
  /** The time that is left, in milliseconds; below zero it is over; null: none is planned. */
  readonly leftMs: number | null
}

/** Compares a point with its planned time. `now`: milliseconds, the server's clock. */
export function agendaClock(
  { startedAt, spentMs, minutes }: Pick<AgendaPoint, 'startedAt' | 'spentMs' | 'minutes'>,
  now: number,
): AgendaClock {
  const spent = spentMs + (startedAt === null ? 0 : Math.max(0, now - startedAt))
  return { spentMs: spent, leftMs: minutes === 0 ? null : minutes * 60_000 - spent }
}
