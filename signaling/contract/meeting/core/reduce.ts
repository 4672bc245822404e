import type { ParticipantId, ProducerId } from '../../core/ids.ts'
import { originOf } from '../../core/origin.ts'
import type { Seat } from '../../core/seat.ts'
import type { CoreEvent } from './events.ts'
import type { CoreSlice, Participant, ProducerState } from './state.ts'
import type { Reducers } from './subject.ts'

export const reduceCore: Reducers<CoreSlice, CoreEvent> = {
  meetingOpened: (slice, { title, hostUnit }) => ({ ...slice, title, hostUnit, phase: 'open' }),
  meetingEnded: (slice) => ({ ...slice, phase: 'ended', participants: {}, producers: {} }),
  participantJoined: (slice, event, at) => {
    const { type: _, ...who } = event
    const participant: Participant = { ...who, ...originOf(who, slice.hostUnit), line: 'online', joinedAt: at }
    return { ...slice, participants: { ...slice.participants, [who.participantId]: participant } }
  },
  participantLeft: (slice, { participantId }) => {
    const { [participantId]: _, ...participants } = slice.participants
    return { ...slice, participants, producers: withoutThoseOf(slice, participantId) }
  },
  endpointReplaced: (slice, { participantId, endpointId, deviceId, deviceName }) => {
    const moved = patchParticipant(slice, participantId, { endpointId, deviceId, deviceName, line: 'online' })
    return { ...moved, producers: withoutThoseOf(slice, participantId) }
  },
  lineLost: (slice, { participantId }) => patchParticipant(slice, participantId, { line: 'lost' }),
  lineRestored: (slice, { participantId }) => patchParticipant(slice, participantId, { line: 'online' }),
  producerOpened: (slice, event) => ({
    ...slice,
    producers: { ...slice.producers, [event.producerId]: openedProducer(event) },
  }),
  producerPaused: (slice, { producerId }) => patchProducer(slice, producerId, { paused: true }),
  producerResumed: (slice, { producerId }) => patchProducer(slice, producerId, { paused: false }),
  producerClosed: (slice, { producerId }) => {
    const { [producerId]: _, ...producers } = slice.producers
    return { ...slice, producers }
  },
}

export function openedProducer(event: Extract<CoreEvent, { type: 'producerOpened' }>): ProducerState {
  const { type: _, ...producer } = event
  return producer
}

export const coreReacts = {
  seatChanged: (
    slice: CoreSlice,
    { participantId, seat }: { readonly participantId: ParticipantId; readonly seat: Seat },
  ) => patchParticipant(slice, participantId, { seat }),
}

function withoutThoseOf({ producers }: CoreSlice, participantId: ParticipantId): CoreSlice['producers'] {
  return Object.fromEntries(
    Object.entries(producers).filter(([, p]) => p.participantId !== participantId),
  ) as CoreSlice['producers']
}

function patchParticipant(slice: CoreSlice, id: ParticipantId, patch: Partial<Participant>): CoreSlice {
  const before = slice.participants[id]
  if (!before) return slice
  return { ...slice, participants: { ...slice.participants, [id]: { ...before, ...patch } } }
}

function patchProducer(slice: CoreSlice, id: ProducerId, patch: Partial<ProducerState>): CoreSlice {
  const before = slice.producers[id]
  if (!before) return slice
  return { ...slice, producers: { ...slice.producers, [id]: { ...before, ...patch } } }
}
