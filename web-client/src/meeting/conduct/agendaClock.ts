import type { AgendaPoint } from '@diem-cau/signaling-contract'

export interface AgendaClock {
  readonly spentMs: number
  /** Below zero: over the planned time; null = none is planned. */
  readonly leftMs: number | null
}

/** How a point stands with its time. `now`: milliseconds, the server's clock. */
export function agendaClock({ startedAt, spentMs, minutes }: Pick<AgendaPoint, 'startedAt' | 'spentMs' | 'minutes'>, now: number): AgendaClock {
  const spent = spentMs + (startedAt === null ? 0 : Math.max(0, now - startedAt))
  return { spentMs: spent, leftMs: minutes === 0 ? null : minutes * 60_000 - spent }
}

/** The ids with one moved by a step, to be told as the whole order; null when it is at the end already. */
export function movedItem<T>(ids: readonly T[], id: T, step: -1 | 1): T[] | null {
  const at = ids.indexOf(id)
  const to = at + step
  if (at === -1 || to < 0 || to >= ids.length) return null
  return ids.toSpliced(at, 1).toSpliced(to, 0, id)
}
