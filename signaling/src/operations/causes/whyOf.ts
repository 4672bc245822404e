import type { ComplaintKind } from '@diem-cau/signaling-contract'
import type {
  Cause as ToldCause,
  CauseEvidence,
  ComplainedOf,
  OperationEvent,
  Why,
  WhyRoom,
} from '@diem-cau/signaling-contract/operations'
import type { z } from 'zod'
import { type Scope, sees } from '../feed/Scope.ts'
import type { Cause, ComplaintMedium } from './Cause.ts'
import { causesOf, ranked } from './causesOf.ts'
import type { Evidence, RoomThen } from './Evidence.ts'
import type { Gathered } from './EvidenceReader.ts'
import { comparison } from './holds.ts'
import { looked } from './looked.ts'

const MEDIA = {
  noSound: 'sound',
  badSound: 'sound',
  noPicture: 'picture',
  badPicture: 'picture',
} as const satisfies Record<z.infer<typeof ComplaintKind>, ComplaintMedium>
/** Most events that are told. */
const MOST_EVENTS = 200

/**
 * What is told of a room and a time to somebody. Pure.
 * Causes are found by all that is known; what is of servers, and who else is troubled, is told as far as they may see it.
 */
export function whyOf({ own, about, events }: Gathered, what: ComplainedOf | null, scope: Scope): Why {
  const medium = what === null ? null : MEDIA[what]
  // Servers are the same for both rooms: what they have is told once.
  const causes = about
    ? ranked([
        ...causesOf(own, { side: 'receives', medium }),
        ...causesOf(about, { side: 'sends', medium }).filter(({ room }) => room !== null),
      ])
    : causesOf(own, { medium })
  const others = own.others.filter(({ unitCode, hostUnit }) => sees(scope, unitCode, hostUnit))
  const read = others.filter(({ isRead, found }) => isRead || found.length > 0)
  const seesRoom = (room: RoomThen) => sees(scope, room.unitCode, room.hostUnit)
  const visible = { ...own, others }
  return {
    room: toldRoom(own.room),
    about: about && seesRoom(about.room) ? toldRoom(about.room) : null,
    from: own.from,
    to: own.to,
    causes: causes
      .filter(({ room }) => room === null || room === own.room.id || (about !== null && seesRoom(about.room)))
      .map((cause) => toldCause(cause, visible, scope)),
    looked: looked(own, causes, scope.servers),
    others: {
      of: read.length,
      troubled: read.flatMap(({ id, name, found }) =>
        found.length === 0 ? [] : [{ id, name, codes: [...new Set(found.map(({ code }) => code))] }],
      ),
    },
    events: events.filter((event) => mayKnow(event, visible, scope)).slice(-MOST_EVENTS),
  }
}

const toldRoom = ({ id, name, unitCode, meetingId, participantId, title, facts }: RoomThen): WhyRoom => ({
  id,
  name,
  unitCode,
  meetingId,
  participantId,
  title,
  facts,
})

function toldCause(
  { code, health, since, evidence, effectOf, subject }: Cause,
  visible: Evidence,
  scope: Scope,
): ToldCause {
  const isHidden = subject.kind !== 'endpoint' && !scope.servers
  return {
    code,
    health,
    since,
    effectOf,
    resource: isHidden ? null : subject.id,
    resourceKind: subject.kind,
    name: isHidden ? '' : subject.name,
    evidence: evidence.flatMap((each) => toldEvidence(each, isHidden, visible, scope) ?? []),
  }
}

function toldEvidence(each: CauseEvidence, isHidden: boolean, visible: Evidence, scope: Scope): CauseEvidence | null {
  if (each.kind === 'others') return comparison(each.where, each.codes, visible)
  if (each.kind === 'event') return mayKnow(each.event, visible, scope) ? each : null
  return isHidden ? null : each
}

/** What happened to rooms is for who sees the room, what happened in the meeting for who sees one of its rooms, the rest for who sees servers. */
function mayKnow({ resource, meetingId, unitCode }: OperationEvent, { room, others }: Evidence, scope: Scope): boolean {
  if (meetingId === null) return scope.servers
  if (resource === null || resource === room.id) return true
  return others.some(({ id }) => id === resource) || (unitCode !== null && sees(scope, unitCode, null))
}
