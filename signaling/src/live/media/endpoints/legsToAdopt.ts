import type { EndpointSnapshot } from '@diem-cau/sfu-contract'
import type { EndpointId, LegId, MeetingState, ParticipantId } from '@diem-cau/signaling-contract'
import { legOfNodeEndpoint } from '../legs/legId.ts'

/** The leg that carries an endpoint of the record, as far as nodes tell. */
export type Adopted = { readonly endpointId: EndpointId; readonly participantId: ParticipantId; readonly leg: LegId }

/**
 * A process that takes a meeting over knows no legs yet. The leg that sends what is on record carries, and so does the first leg of
 * who sends nothing, as that is never on standby. Which other leg carries nobody can tell before all nodes were heard: then
 * the lowest, as those on standby are made later. Pure.
 * @param there legs at nodes
 * @param known the endpoints whose legs this process knows
 */
export function legsToAdopt(
  { participants, producers }: MeetingState,
  there: readonly EndpointSnapshot[],
  known: (endpointId: EndpointId) => boolean,
  allHeard: boolean,
): { readonly adopted: readonly Adopted[]; readonly undecided: readonly EndpointSnapshot[] } {
  const senders = new Set(Object.values(producers).map(({ participantId }) => participantId))
  const adopted: Adopted[] = []
  const undecided: EndpointSnapshot[] = []
  for (const { endpointId, participantId } of Object.values(participants)) {
    if (known(endpointId)) continue
    const legs = there
      .flatMap((found) => {
        const name = legOfNodeEndpoint(found.endpointId)
        return name?.endpointId === endpointId ? [{ leg: name.leg, found }] : []
      })
      .toSorted((a, b) => a.leg - b.leg)
    const lowest = legs[0]
    if (!lowest) continue
    const sends = legs.find(({ found }) => found.producers.some(({ producerId }) => producers[producerId]))
    const isFirst = lowest.leg === 1 && !senders.has(participantId)
    const carrying = sends ?? (isFirst || allHeard ? lowest : null)
    if (carrying) adopted.push({ endpointId, participantId, leg: carrying.leg })
    else undecided.push(...legs.map(({ found }) => found))
  }
  return { adopted, undecided }
}
