import {
  type ConductEvent,
  isOffice,
  MAX_HOLDERS,
  mayBeHeard,
  maySpeak,
  MeetingError,
  type MeetingState,
  type Participant,
  openMicrophones,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { ConductRequest } from '../core/ConductCommand.ts'

type FloorRequest = Extract<ConductRequest, { type: `floor:${string}` | `mic:${string}` }>
type Decided = ConductEvent[] | MeetingError

/** Who may speak (SPEC §8). */
export function decideFloor(state: MeetingState, request: FloorRequest, asker: Participant): Decided {
  const { conduct } = state
  const by = asker.participantId
  switch (request.type) {
    case 'floor:setMode': {
      const { mode } = request.data
      if (mode === conduct.mode) return []
      return [...conduct.holders.map(({ participantId }) => ended(participantId, 'modeChanged', by)), ...closedBeforeOpening(state, mode, by), { type: 'modeSet', mode, by }]
    }
    case 'floor:setLimit': {
      const { speakLimitSec } = request.data
      return speakLimitSec === conduct.speakLimitSec ? [] : [{ type: 'speakLimitSet', speakLimitSec, by }]
    }
    case 'floor:request': {
      if (conduct.startedAt === null) return new MeetingError('notStarted')
      if (holds(state, by)) return []
      const { itemId, speaker, note } = request.data
      if (itemId !== null && !conduct.agenda.some((point) => point.itemId === itemId)) return new MeetingError('notFound', 'no such agenda item')
      const before = conduct.queue.find((queued) => queued.participantId === by)
      // Asking again does not lose the place.
      if (before) return []
      return [...consent(state, by), { type: 'floorRequested', participantId: by, itemId, speaker, note }]
    }
    case 'floor:withdraw': {
      const participantId = request.data.participantId ?? by
      const refused = aboutOther(state, asker, participantId)
      if (refused) return refused
      if (!queued(state, participantId)) return []
      return [{ type: 'floorRequestEnded', participantId, reason: participantId === by ? 'withdrawn' : 'skipped', by }]
    }
    case 'floor:move': {
      const { participantId, before } = request.data
      if (!queued(state, participantId) || (before !== null && !queued(state, before))) return new MeetingError('notInQueue')
      return participantId === before ? [] : [{ type: 'floorRequestMoved', participantId, before, by }]
    }
    case 'floor:grant':
      return grant(state, request.data, by)
    case 'floor:extend': {
      const { participantId, limitSec } = request.data
      return holds(state, participantId) ? [{ type: 'floorLimitSet', participantId, limitSec, by }] : new MeetingError('notFound', 'does not have the floor')
    }
    case 'floor:end': {
      const participantId = request.data.participantId ?? by
      const refused = aboutOther(state, asker, participantId)
      if (refused) return refused
      return holds(state, participantId) ? [ended(participantId, participantId === by ? 'done' : 'taken', by)] : []
    }
    case 'floor:silenceAll':
      return [
        ...conduct.holders.map(({ participantId }) => ended(participantId, 'silenced', by)),
        ...openMicrophones(state).flatMap((producer) => (producer.participantId === conduct.actingChair ? [] : cut(state, producer.participantId, by))),
      ]
    case 'mic:cut': {
      const { participantId } = request.data
      if (!state.participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
      if (participantId === conduct.actingChair && participantId !== by) return new MeetingError('forbidden', 'the chair is not cut')
      return cut(state, participantId, by)
    }
    case 'mic:consent':
      return consent(state, by)
    default:
      return request satisfies never
  }
}

/** What the floor loses with somebody who leaves (SPEC 8.8). */
export function floorWithout({ conduct }: MeetingState, participantId: ParticipantId): ConductEvent[] {
  return [
    ...conduct.queue.flatMap((request): ConductEvent[] =>
      request.participantId === participantId ? [{ type: 'floorRequestEnded', participantId, reason: 'left', by: null }] : [],
    ),
    ...conduct.holders.flatMap((holder) => (holder.participantId === participantId ? [ended(participantId, 'left', null)] : [])),
  ]
}

/** A microphone that is switched on in its own room is no longer cut (SPEC 8.6). */
export function consent({ conduct }: MeetingState, participantId: ParticipantId): ConductEvent[] {
  return conduct.cut[participantId] ? [{ type: 'microphoneConsented', participantId }] : []
}

function grant(state: MeetingState, { participantId, itemId, limitSec }: Extract<FloorRequest, { type: 'floor:grant' }>['data'], by: ParticipantId): Decided {
  const { conduct } = state
  if (conduct.startedAt === null) return new MeetingError('notStarted')
  const participant = state.participants[participantId]
  if (!participant) return new MeetingError('notFound', 'not in the meeting')
  if (!maySpeak(participant.seat)) return new MeetingError('forbidden', `${participant.seat} does not speak`)
  if (holds(state, participantId)) return []
  if (conduct.holders.length >= MAX_HOLDERS) return new MeetingError('floorFull')
  const request = conduct.queue.find((queued) => queued.participantId === participantId)
  return [
    {
      type: 'floorGranted',
      participantId,
      itemId: itemId ?? request?.itemId ?? conduct.agenda.find((point) => point.status === 'current')?.itemId ?? null,
      speaker: request?.speaker ?? '',
      limitSec: limitSec === undefined ? conduct.speakLimitSec : limitSec,
      by,
    },
  ]
}

/** Microphones that wait, switched on, behind a closed floor must not all open at once with it. */
function closedBeforeOpening(state: MeetingState, mode: MeetingState['conduct']['mode'], by: ParticipantId): ConductEvent[] {
  if (mode !== 'open' || state.conduct.startedAt === null) return []
  return Object.values(state.producers)
    .filter((p) => p.source === 'mic' && !p.paused && !mayBeHeard(state, p.participantId))
    .flatMap((p) => cut(state, p.participantId, by))
}

function cut({ conduct }: MeetingState, participantId: ParticipantId, by: ParticipantId): ConductEvent[] {
  return conduct.cut[participantId] ? [] : [{ type: 'microphoneCut', participantId, by }]
}

function aboutOther(state: MeetingState, asker: Participant, participantId: ParticipantId): MeetingError | null {
  return participantId === asker.participantId || isOffice(state, asker) ? null : new MeetingError('forbidden', 'about another participant')
}

function ended(participantId: ParticipantId, reason: Extract<ConductEvent, { type: 'floorEnded' }>['reason'], by: ParticipantId | null): ConductEvent {
  return { type: 'floorEnded', participantId, reason, by }
}

const holds = ({ conduct }: MeetingState, id: ParticipantId) => conduct.holders.some((holder) => holder.participantId === id)
const queued = ({ conduct }: MeetingState, id: ParticipantId) => conduct.queue.some((request) => request.participantId === id)
