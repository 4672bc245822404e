import type { MeetingState, Participant, ParticipantId, Seat, UnitCode } from '@diem-cau/signaling-contract'

/**
 * The name that somebody in the meeting is called by: a room by its unit, everyone else by their own name and what they
 * are there.
 */
export interface Call {
  readonly name: string
  /** The key of a word that is said with a person's name (`who.*`); null for a unit's room. */
  readonly as: Exclude<Seat, 'chair' | 'delegate'> | null
  /** Says who is in the room, or where the person comes from; '' = nothing beyond the name. */
  readonly detail: string
}

type Someone = Pick<Participant, 'participantId' | 'name' | 'unit' | 'organisation' | 'seat'>
type Meeting = Pick<MeetingState, 'participants' | 'hostUnit'>

/**
 * Names a participant, or a visitor at the door; nothing else does. Chair and delegates are their unit's room; of
 * several of a unit one is, and of the unit that holds the meeting only the chair, so that no two are called the same.
 */
export function callOf(meeting: Meeting, someone: Someone): Call {
  const { name, unit, organisation, seat } = someone
  if (seat !== 'chair' && seat !== 'delegate') {
    const from = unit?.name ?? organisation
    return { name, as: seat, detail: from === name ? '' : from }
  }
  if (unit === null) return { name, as: null, detail: organisation }
  if (name === unit.name) return { name, as: null, detail: '' }
  return isRoom(meeting, someone, unit.code)
    ? { name: unit.name, as: null, detail: name }
    : { name, as: null, detail: unit.name }
}

/** All texts that a participant is found by. */
export function searchedOf({ name, unit, organisation }: Pick<Someone, 'name' | 'unit' | 'organisation'>): string {
  return `${unit?.name ?? organisation} ${name}`
}

function isRoom({ participants, hostUnit }: Meeting, { participantId, seat }: Someone, code: UnitCode): boolean {
  if (seat === 'chair') return true
  return code !== hostUnit.code && (roomsOf(participants).get(code) ?? participantId) === participantId
}

/** Keeps the rooms of the last state: they are asked for by every tile whenever one changes. */
const known = new WeakMap<MeetingState['participants'], ReadonlyMap<UnitCode, ParticipantId>>()

/** Finds the room of each unit: the participant who carries its name, else the chair, else who came first. */
function roomsOf(participants: MeetingState['participants']): ReadonlyMap<UnitCode, ParticipantId> {
  const before = known.get(participants)
  if (before) return before
  const rooms = new Map<UnitCode, Participant>()
  for (const participant of Object.values(participants)) {
    const { unit, seat } = participant
    if (!unit || (seat !== 'chair' && seat !== 'delegate')) continue
    const other = rooms.get(unit.code)
    if (!other || claim(participant) > claim(other)) rooms.set(unit.code, participant)
  }
  const ids = new Map([...rooms].map(([code, { participantId }]) => [code, participantId]))
  known.set(participants, ids)
  return ids
}

const claim = ({ name, unit, seat }: Participant): number => (name === unit?.name ? 2 : seat === 'chair' ? 1 : 0)
