import type { ParticipantId } from '../../core/ids.ts'
import type { Reducers } from '../core/subject.ts'
import { withoutKey } from '../core/withoutKey.ts'
import type { RolesSlice } from '../roles/state.ts'
import type { FloorEvent } from './events.ts'
import type { FloorHolder, FloorSlice } from './state.ts'

export const reduceFloor: Reducers<FloorSlice, FloorEvent> = {
  modeSet: (slice, { mode }) => ({ ...slice, mode }),
  speakLimitSet: (slice, { speakLimitSec }) => ({ ...slice, speakLimitSec }),
  floorRequested: (slice, event, at) => {
    const { type: _, ...request } = event
    return { ...slice, queue: [...withoutRequest(slice, request.participantId), { ...request, at }] }
  },
  floorRequestEnded: (slice, { participantId }) => ({ ...slice, queue: withoutRequest(slice, participantId) }),
  floorRequestMoved: (slice, { participantId, before }) => {
    const moved = slice.queue.find((request) => request.participantId === participantId)
    if (!moved || before === participantId) return slice
    const others = withoutRequest(slice, participantId)
    const place = others.findIndex((request) => request.participantId === before)
    return { ...slice, queue: others.toSpliced(place === -1 ? others.length : place, 0, moved) }
  },
  floorGranted: (slice, { participantId, itemId, speaker, limitSec }, at) => {
    const holder = {
      participantId,
      itemId,
      speaker,
      limitSec,
      grantedAt: at,
      stoppedAt: slice.cut[participantId] ? at : null,
      stoppedMs: 0,
    }
    const spoken = { ...slice.spoken, [participantId]: (slice.spoken[participantId] ?? 0) + 1 }
    return {
      ...slice,
      spoken,
      queue: withoutRequest(slice, participantId),
      holders: [...withoutHolder(slice, participantId), holder],
    }
  },
  floorLimitSet: (slice, { participantId, limitSec }) => ({
    ...slice,
    holders: patchHolder(slice, participantId, (holder) => ({ ...holder, limitSec })),
  }),
  floorEnded: (slice, { participantId }) => ({ ...slice, holders: withoutHolder(slice, participantId) }),
  microphoneCut: (slice, { participantId }, at) => ({
    ...slice,
    cut: { ...slice.cut, [participantId]: true },
    holders: patchHolder(slice, participantId, (holder) => ({ ...holder, stoppedAt: holder.stoppedAt ?? at })),
  }),
  microphoneConsented: (slice, { participantId }, at) => ({
    ...slice,
    cut: withoutKey(slice.cut, participantId),
    holders: patchHolder(slice, participantId, (holder) => running(holder, at)),
  }),
}

type Started = { readonly conduct: Pick<RolesSlice, 'startedAt'> }

export const floorReacts = {
  /** The plan does not overrule a meeting under way: its office has changed these on purpose. */
  programmeSet: (
    slice: FloorSlice,
    { mode, speakLimitSec }: Pick<FloorSlice, 'mode' | 'speakLimitSec'>,
    _at: number,
    { conduct }: Started,
  ): FloorSlice => (conduct.startedAt === null ? { ...slice, mode, speakLimitSec } : slice),
}

function withoutRequest({ queue }: FloorSlice, participantId: ParticipantId) {
  return queue.filter((request) => request.participantId !== participantId)
}

function withoutHolder({ holders }: FloorSlice, participantId: ParticipantId) {
  return holders.filter((holder) => holder.participantId !== participantId)
}

function patchHolder(
  { holders }: FloorSlice,
  participantId: ParticipantId,
  patch: (holder: FloorHolder) => FloorHolder,
): FloorHolder[] {
  return holders.map((holder) => (holder.participantId === participantId ? patch(holder) : holder))
}

/** The clock of a speaker whose microphone is no longer cut goes on where it stood. */
function running(holder: FloorHolder, at: number): FloorHolder {
  if (holder.stoppedAt === null) return holder
  return { ...holder, stoppedAt: null, stoppedMs: holder.stoppedMs + Math.max(0, at - holder.stoppedAt) }
}
