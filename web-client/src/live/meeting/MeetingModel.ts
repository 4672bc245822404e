import {
  initialState,
  type LineStep,
  type MeetingId,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type ProducerId,
  type RoomTrouble,
} from '@diem-cau/signaling-contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalSnapshot } from '../media/LocalMedia.ts'
import type { MediaState } from '../media/linkState.ts'
import type { MediaPath } from '@diem-cau/signaling-contract/operations'
import type { Shape } from '../media/uplink/nextUplink.ts'
import type { RemoteStream } from '../media/arrival.ts'
import type { NetworkCameraFault } from '../media/networkCamera.ts'
import type { RemoteKey } from '../media/RemoteMedia.ts'
import type { FailureCode } from '../../api/client/RequestFailed.ts'
import { noSpeaker, type Speaker } from './activeSpeaker.ts'
import type { Connection } from './connection.ts'

export type StayPhase =
  | { readonly kind: 'lobby' }
  | { readonly kind: 'joining' }
  /** We wait at the door until somebody lets us in (SPEC 3.7); `locked`: because the meeting is (3.12). */
  | { readonly kind: 'waiting'; readonly locked: boolean }
  | { readonly kind: 'inMeeting'; readonly me: ParticipantId }
  | { readonly kind: 'left' }
  /** The same account goes on at another device. */
  | { readonly kind: 'replaced'; readonly deviceName: string }
  | { readonly kind: 'ended' }
  /** We were put out, as we are not invited any more. */
  | { readonly kind: 'removed' }
  /**
   * We were put out by who conducts, with their reason or ''; `barred`: we are not let in again for now (SPEC 3.10,
   * 3.11).
   */
  | { readonly kind: 'expelled'; readonly barred: boolean; readonly reason: string }
  /** The person alone can help: sign in again, reload, ask the secretary. */
  | { readonly kind: 'refused'; readonly code: FailureCode }

interface JoinFailure {
  readonly code: FailureCode
  /** The name of the other device, for `alreadyJoined`. */
  readonly deviceName: string
}

/** Everything that the views of one meeting show. */
export interface MeetingModel {
  readonly phase: StayPhase
  readonly joinFailure: JoinFailure | null
  readonly connection: Connection
  readonly media: MediaState
  /** The network seems to let picture and sound through no way. */
  readonly isMediaShut: boolean
  readonly meeting: MeetingState
  readonly order: readonly Participant[]
  readonly remote: ReadonlyMap<RemoteKey, RemoteStream>
  /** What this browser cannot decode of what is on its page (SPEC 5.21). */
  readonly unplayable: ReadonlySet<ProducerId>
  readonly local: LocalSnapshot
  readonly speaking: ReadonlySet<ParticipantId>
  readonly speaker: Speaker
  /** The participants whose picture or sound arrives badly. */
  readonly weak: ReadonlySet<ParticipantId>
  /** How much of what we should receive our line carries, as the media node finds (SPEC 21.4). */
  readonly receiving: LineStep
  /** How much of our own camera our line carries (SPEC 21.5). */
  readonly cameraShape: Shape['kind']
  /** Which way our picture and sound go; null while it is not known. */
  readonly path: MediaPath | null
  /** True when our own sending arrives badly at the server. */
  readonly sendingWeak: boolean
  readonly audioBlocked: boolean
  /** Why nothing comes of our room's camera of the network; null: it is not used, is asked for, or comes. */
  readonly networkCameraFault: NetworkCameraFault
  /** All that is wrong with this room, the worst first, with the time when it was found. */
  readonly ownTroubles: readonly { readonly trouble: RoomTrouble; readonly since: number }[]
  /** What is wrong with other rooms, as those who conduct are told. */
  readonly troubles: ReadonlyMap<ParticipantId, readonly RoomTrouble[]>
}

export type MeetingStore = StoreApi<MeetingModel>

export function createMeetingStore(meetingId: MeetingId, local: LocalSnapshot): MeetingStore {
  return createStore<MeetingModel>(() => ({
    phase: { kind: 'lobby' },
    joinFailure: null,
    connection: { kind: 'connecting' },
    media: 'none',
    isMediaShut: false,
    meeting: initialState(meetingId),
    order: [],
    remote: new Map(),
    unplayable: new Set(),
    local,
    speaking: new Set(),
    speaker: noSpeaker,
    weak: new Set(),
    sendingWeak: false,
    receiving: 'whole',
    cameraShape: 'whole',
    path: null,
    audioBlocked: false,
    networkCameraFault: null,
    ownTroubles: [],
    troubles: new Map(),
  }))
}
