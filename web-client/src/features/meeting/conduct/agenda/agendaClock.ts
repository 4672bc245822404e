import type { AgendaPoint } from '@diem-cau/signaling-contract'

export interface AgendaClock {
  readonly spentMs: number
  /** Below zero: over the planned time; null = none is planned. */
  readonly leftMs: number | null
}

/** How a point stands with its time. `now`: milliseconds, the server's clock. */
export function agendaClock(
  { startedAt, spentMs, minutes }: Pick<AgendaPoint, 'startedAt' | 'spentMs' | 'minutes'>,
  now: number,
): AgendaClock {
  const spent = spentMs + (startedAt === null ? 0 : Math.max(0, now - startedAt))
  return { spentMs: spent, leftMs: minutes === 0 ? null : minutes * 60_000 - spent }
}
