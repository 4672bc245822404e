import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { localDate } from '../../time/vietnamTime.ts'

export interface HomeRow {
  readonly meeting: MeetingSummary
  /** The meetings of the same series that follow, shown on demand. */
  readonly more: readonly MeetingSummary[]
}

export interface HomeLists {
  /** The meeting to look at first: under way, open, or next today. */
  readonly first: MeetingSummary | null
  /** The other meetings that come, by day ("2026-11-23"). */
  readonly days: readonly { readonly date: string; readonly rows: readonly HomeRow[] }[]
  /** The meetings that are over, the last one first. */
  readonly ended: readonly MeetingSummary[]
  readonly cancelled: readonly MeetingSummary[]
}

const rank = ({ phase }: MeetingSummary) => (phase === 'live' ? 0 : phase === 'open' ? 1 : 2)

/** Orders my meetings as they matter now. A series takes one row, however often it is held. */
export function homeLists(meetings: readonly MeetingSummary[], now: number): HomeLists {
  const sorted = meetings.toSorted((a, b) => a.startsAt - b.startsAt)
  const coming = sorted.filter(({ phase }) => phase === 'scheduled' || phase === 'open' || phase === 'live')
  const today = coming.filter((meeting) => localDate(meeting.startsAt) === localDate(now) || rank(meeting) < 2)
  const first = today.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
  const rows: HomeRow[] = []
  const places = new Map<string, number>()
  for (const meeting of coming) {
    if (meeting === first) continue
    const place = meeting.seriesId === null ? undefined : places.get(meeting.seriesId)
    const row = place === undefined ? undefined : rows[place]
    if (place !== undefined && row) rows[place] = { ...row, more: [...row.more, meeting] }
    else {
      if (meeting.seriesId !== null) places.set(meeting.seriesId, rows.length)
      rows.push({ meeting, more: [] })
    }
  }
  const days = [...Map.groupBy(rows, ({ meeting }) => localDate(meeting.startsAt))].map(([date, rows]) => ({
    date,
    rows,
  }))
  const ended = sorted.filter(({ phase }) => phase === 'ended').toReversed()
  return { first, days, ended, cancelled: sorted.filter(({ phase }) => phase === 'cancelled') }
}
