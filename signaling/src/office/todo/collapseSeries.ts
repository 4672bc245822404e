import type { TodoItem } from '@diem-cau/signaling-contract/office'

/** One line for a meeting, however often it is asked for; one for a series, the soonest of it. */
export function collapseSeries(items: readonly Omit<TodoItem, 'meetings'>[]): TodoItem[] {
  const groups = Map.groupBy(items, ({ seriesId, meetingId }) => seriesId ?? meetingId)
  return [...groups.values()].flatMap((group) => {
    const meetings = [...new Map(group.map((item) => [item.meetingId, item])).values()].toSorted(
      (a, b) => a.startsAt - b.startsAt,
    )
    return meetings[0] ? [{ ...meetings[0], meetings: meetings.length }] : []
  })
}
