import type { ConflictGroup } from '@diem-cau/signaling-contract/office'
import { type Conflict, conflictOrder } from './findConflicts.ts'

/** So many names of a kind are told; the rest is counted. */
const NAMES = 20

/** Groups who would be in both by the other meeting, or its series. Those with the chair come first, then the sooner ones. */
export function groupConflicts(conflicts: readonly Conflict[]): ConflictGroup[] {
  const groups = Map.groupBy(conflicts, ({ seriesId, meetingId }) => seriesId ?? meetingId)
  return [...groups.values()]
    .map((group): ConflictGroup => {
      const meetings = [...new Map(group.map((conflict) => [conflict.meetingId, conflict])).values()].toSorted(
        (a, b) => a.startsAt - b.startsAt,
      )
      const [first] = meetings
      if (!first) throw new RangeError('a group of nothing')
      const who = conflictOrder.flatMap((kind) => {
        const names = [...new Set(group.filter((conflict) => conflict.kind === kind).map(({ name }) => name))]
        return names.length === 0 ? [] : [{ kind, count: names.length, names: names.slice(0, NAMES) }]
      })
      const { meetingId, title, startsAt, endsAt } = first
      return {
        meetingId,
        title,
        startsAt,
        endsAt,
        meetings: meetings.length,
        lastAt: meetings.at(-1)?.startsAt ?? startsAt,
        who,
      }
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt)
}

const rank = ({ who }: ConflictGroup): number => (who[0] ? conflictOrder.indexOf(who[0].kind) : conflictOrder.length)
