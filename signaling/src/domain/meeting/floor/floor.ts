import {
  type ConductEvent,
  type floorRequests,
  isOffice,
  MAX_HOLDERS,
  mayBeHeard,
  maySpeak,
  MeetingError,
  type MeetingState,
  openMicrophones,
  type Participant,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Asked, Decided, Deciders } from '../core/subject.ts'

/** The floor decides who may speak (SPEC §8). */
export const decideFloor: Deciders<typeof floorRequests> = {
  'floor:setMode': (state, { data: { mode } }, { participantId: by }) => {
    const { conduct } = state
    if (mode === conduct.mode) return []
    return [
      ...conduct.holders.map(({ participantId }) => ended(participantId, 'modeChanged', by)),
      ...closedBeforeOpening(state, mode, by),
      { type: 'modeSet', mode, by },
    ]
  },
  'floor:setLimit': ({ conduct }, { data: { speakLimitSec } }, { participantId: by }) =>
    speakLimitSec === conduct.speakLimitSec ? [] : [{ type: 'speakLimitSet', speakLimitSec, by }],
  'floor:request': (state, { data: { itemId, speaker, note } }, { participantId: by }) => {
    const { conduct } = state
    if (conduct.startedAt === null) return new MeetingError('notStarted')
    if (holds(state, by)) return []
    if (itemId !== null && !conduct.agenda.some((point) => point.itemId === itemId))
      return new MeetingError('notFound', 'no such agenda item')
    // Asking again does not lose the place.
    if (queued(state, by)) return []
    return [...consent(state, by), { type: 'floorRequested', participantId: by, itemId, speaker, note }]
  },
  'floor:withdraw': (state, { data }, asker) => {
    const by = asker.participantId
    const participantId = data.participantId ?? by
    const refused = aboutOther(state, asker, participantId)
    if (refused) return refused
    if (!queued(state, participantId)) return []
    return [{ type: 'floorRequestEnded', participantId, reason: participantId === by ? 'withdrawn' : 'skipped', by }]
  },
  'floor:move': (state, { data: { participantId, before } }, { participantId: by }) => {
    if (!queued(state, participantId) || (before !== null && !queued(state, before)))
      return new MeetingError('notInQueue')
    return participantId === before ? [] : [{ type: 'floorRequestMoved', participantId, before, by }]
  },
  'floor:grant': (state, { data }, { participantId }) => grant(state, data, participantId),
  'floor:extend': (state, { data: { participantId, limitSec } }, { participantId: by }) =>
    holds(state, participantId)
      ? [{ type: 'floorLimitSet', participantId, limitSec, by }]
      : new MeetingError('notFound', 'does not have the floor'),
  'floor:end': (state, { data }, asker) => {
    const by = asker.participantId
    const participantId = data.participantId ?? by
    const refused = aboutOther(state, asker, participantId)
    if (refused) return refused
    return holds(state, participantId) ? [ended(participantId, participantId === by ? 'done' : 'taken', by)] : []
  },
  'floor:silenceAll': (state, _request, { participantId: by }) => {
    const { conduct } = state
    return [
      ...conduct.holders.map(({ participantId }) => ended(participantId, 'silenced', by)),
      ...openMicrophones(state).flatMap((producer) =>
        producer.participantId === conduct.actingChair ? [] : cut(state, producer.participantId, by),
      ),
    ]
  },
  'mic:cut': (state, { data: { participantId } }, { participantId: by }) => {
    if (!state.participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
    if (participantId === state.conduct.actingChair && participantId !== by)
      return new MeetingError('forbidden', 'the chair is not cut')
    return cut(state, participantId, by)
  },
  'mic:consent': (state, _request, { participantId }) => consent(state, participantId),
}

/** Lists what the floor loses with somebody who leaves (SPEC 8.8). */
export function floorWithout({ conduct }: MeetingState, participantId: ParticipantId): ConductEvent[] {
  return [
    ...conduct.queue.flatMap((request): ConductEvent[] =>
      request.participantId === participantId
        ? [{ type: 'floorRequestEnded', participantId, reason: 'left', by: null }]
        : [],
    ),
    ...conduct.holders.flatMap((holder) =>
      holder.participantId === participantId ? [ended(participantId, 'left', null)] : [],
    ),
  ]
}

/** A microphone that is switched on in its own room is no longer cut (SPEC 8.6). */
export function consent({ conduct }: MeetingState, participantId: ParticipantId): ConductEvent[] {
  return conduct.cut[participantId] ? [{ type: 'microphoneConsented', participantId }] : []
}

function grant(
  state: MeetingState,
  { participantId, itemId, limitSec }: Asked<typeof floorRequests, 'floor:grant'>['data'],
  by: ParticipantId,
): Decided {
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
function closedBeforeOpening(
  state: MeetingState,
  mode: MeetingState['conduct']['mode'],
  by: ParticipantId,
): ConductEvent[] {
  if (mode !== 'open' || state.conduct.startedAt === null) return []
  return Object.values(state.producers)
    .filter((p) => p.source === 'mic' && !p.paused && !mayBeHeard(state, p.participantId))
    .flatMap((p) => cut(state, p.participantId, by))
}

function cut({ conduct }: MeetingState, participantId: ParticipantId, by: ParticipantId): ConductEvent[] {
  return conduct.cut[participantId] ? [] : [{ type: 'microphoneCut', participantId, by }]
}

function aboutOther(state: MeetingState, asker: Participant, participantId: ParticipantId): MeetingError | null {
  return participantId === asker.participantId || isOffice(state, asker)
    ? null
    : new MeetingError('forbidden', 'about another participant')
}

function ended(
  participantId: ParticipantId,
  reason: Extract<ConductEvent, { type: 'floorEnded' }>['reason'],
  by: ParticipantId | null,
): ConductEvent {
  return { type: 'floorEnded', participantId, reason, by }
}

const holds = ({ conduct }: MeetingState, id: ParticipantId) =>
  conduct.holders.some((holder) => holder.participantId === id)
const queued = ({ conduct }: MeetingState, id: ParticipantId) =>
  conduct.queue.some((request) => request.participantId === id)
