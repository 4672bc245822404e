import {
  initialState,
  type MeetingId,
  type MeetingState,
  type Participant,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalSnapshot } from '../media/LocalMedia.ts'
import type { MediaState } from '../media/linkState.ts'
import type { RemoteKey, RemoteStream } from '../media/RemoteMedia.ts'
import type { FailureCode } from '../../api/client/RequestFailed.ts'
import { noSpeaker, type Speaker } from './activeSpeaker.ts'
import type { Connection } from './connection.ts'

export type StayPhase =
  | { readonly kind: 'lobby' }
  | { readonly kind: 'joining' }
  /** At the door, until somebody lets us in (SPEC 3.7); `locked`: the meeting is (3.12). */
  | { readonly kind: 'waiting'; readonly locked: boolean }
  | { readonly kind: 'inMeeting'; readonly me: ParticipantId }
  | { readonly kind: 'left' }
  /** The same account goes on at another device. */
  | { readonly kind: 'replaced'; readonly deviceName: string }
  | { readonly kind: 'ended' }
  /** Put out: not invited any more. */
  | { readonly kind: 'removed' }
  /** Put out by who conducts, with their reason or ''; `barred`: not let in again for now (SPEC 3.10, 3.11). */
  | { readonly kind: 'expelled'; readonly barred: boolean; readonly reason: string }
  /** Only the person can help: sign in again, reload, ask the secretary. */
  | { readonly kind: 'refused'; readonly code: FailureCode }

interface JoinFailure {
  readonly code: FailureCode
  /** For `alreadyJoined`. */
  readonly deviceName: string
}

/** Everything that the views of one meeting show. */
export interface MeetingModel {
  readonly phase: StayPhase
  readonly joinFailure: JoinFailure | null
  readonly connection: Connection
  readonly media: MediaState
  readonly meeting: MeetingState
  readonly order: readonly Participant[]
  readonly remote: ReadonlyMap<RemoteKey, RemoteStream>
  readonly local: LocalSnapshot
  readonly speaking: ReadonlySet<ParticipantId>
  readonly speaker: Speaker
  /** Whose picture or sound arrives badly. */
  readonly weak: ReadonlySet<ParticipantId>
  /** Own sending arrives badly at the server. */
  readonly sendingWeak: boolean
  readonly audioBlocked: boolean
}

export type MeetingStore = StoreApi<MeetingModel>

export function createMeetingStore(meetingId: MeetingId, local: LocalSnapshot): MeetingStore {
  return createStore<MeetingModel>(() => ({
    phase: { kind: 'lobby' },
    joinFailure: null,
    connection: { kind: 'connecting' },
    media: 'none',
    meeting: initialState(meetingId),
    order: [],
    remote: new Map(),
    local,
    speaking: new Set(),
    speaker: noSpeaker,
    weak: new Set(),
    sendingWeak: false,
    audioBlocked: false,
  }))
}
