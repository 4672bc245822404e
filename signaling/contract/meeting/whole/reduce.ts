import type { ConductEvent } from './conductEvents.ts'
import { reduceConduct, unitsSeen } from './reduceConduct.ts'
import { connectedUnits } from '../rollCall/present.ts'
import { initialConduct } from './conduct.ts'
import { enteredDoor, initialDoor, reduceDoor } from '../door/reduce.ts'
import type { MeetingId, ParticipantId, ProducerId } from '../../core/ids.ts'
import type { LoggedEvent } from './events.ts'
import { originOf } from '../../core/origin.ts'
import type { MeetingState, Participant, ProducerState } from './state.ts'

/** The state before the first event. */
export function initialState(meetingId: MeetingId): MeetingState {
  return {
    meetingId,
    title: '',
    hostUnit: { code: '-' as MeetingState['hostUnit']['code'], name: '' },
    phase: 'scheduled',
    participants: {},
    producers: {},
    door: initialDoor,
    conduct: initialConduct,
  }
}

/**
 * The state after one more event. Pure, and the same on the server and in every client (SPEC §2).
 * An event about something that is not there changes nothing: a log is never a reason to crash.
 */
export function reduce(state: MeetingState, logged: LoggedEvent): MeetingState {
  return withUnitsSeen(state, step(state, logged), logged.at)
}

function step(state: MeetingState, { at, event }: LoggedEvent): MeetingState {
  switch (event.type) {
    case 'meetingOpened':
      return { ...state, title: event.title, hostUnit: event.hostUnit, phase: 'open' }
    case 'meetingEnded':
      return { ...state, phase: 'ended', participants: {}, producers: {}, door: initialDoor }
    case 'participantJoined': {
      const { type: _, ...who } = event
      const participant: Participant = { ...who, ...originOf(who, state.hostUnit), line: 'online', joinedAt: at }
      return {
        ...state,
        participants: { ...state.participants, [event.participantId]: participant },
        door: enteredDoor(state.door, event.participantId),
      }
    }
    case 'participantLeft': {
      const { [event.participantId]: _, ...participants } = state.participants
      return { ...state, participants, producers: without(state.producers, (p) => p.participantId === event.participantId) }
    }
    case 'endpointReplaced': {
      const { endpointId, deviceId, deviceName } = event
      const moved = patchParticipant(state, event.participantId, { endpointId, deviceId, deviceName, line: 'online' })
      return { ...moved, producers: without(state.producers, (p) => p.participantId === event.participantId) }
    }
    case 'lineLost':
      return patchParticipant(state, event.participantId, { line: 'lost' })
    case 'lineRestored':
      return patchParticipant(state, event.participantId, { line: 'online' })
    case 'producerOpened': {
      const { type: _, ...producer } = event
      return { ...state, producers: { ...state.producers, [event.producerId]: producer } }
    }
    case 'producerPaused':
      return patchProducer(state, event.producerId, { paused: true })
    case 'producerResumed':
      return patchProducer(state, event.producerId, { paused: false })
    case 'producerClosed': {
      const { [event.producerId]: _, ...producers } = state.producers
      return { ...state, producers }
    }
    case 'visitorCame':
    case 'visitorLeft':
    case 'visitorsAdmitted':
    case 'participantExpelled':
    case 'participantAllowed':
    case 'doorLocked':
    case 'doorUnlocked':
      return { ...state, door: reduceDoor(state.door, event, at, { hostUnit: state.hostUnit, present: Object.keys(state.participants) as ParticipantId[] }) }
    case 'seatChanged':
      return conducted(patchParticipant(state, event.participantId, { seat: event.seat }), event, at)
    default:
      return conducted(state, event, at)
  }
}

/** Which units are connected follows from the participants; when that changed is kept (10.4). */
function withUnitsSeen(before: MeetingState, after: MeetingState, at: number): MeetingState {
  if (after.participants === before.participants && after.conduct.units === before.conduct.units) return after
  const units = unitsSeen(after.conduct.units, connectedUnits(before), connectedUnits(after), at)
  return { ...after, conduct: { ...after.conduct, units } }
}

function conducted(state: MeetingState, event: ConductEvent, at: number): MeetingState {
  return { ...state, conduct: reduceConduct(state.conduct, event, at, state.hostUnit) }
}

function without(producers: MeetingState['producers'], gone: (p: ProducerState) => boolean) {
  return Object.fromEntries(Object.entries(producers).filter(([, p]) => !gone(p))) as MeetingState['producers']
}

function patchParticipant(state: MeetingState, id: Participant['participantId'], patch: Partial<Participant>) {
  const before = state.participants[id]
  if (!before) return state
  return { ...state, participants: { ...state.participants, [id]: { ...before, ...patch } } }
}

function patchProducer(state: MeetingState, id: ProducerId, patch: Partial<ProducerState>) {
  const before = state.producers[id]
  if (!before) return state
  return { ...state, producers: { ...state.producers, [id]: { ...before, ...patch } } }
}
