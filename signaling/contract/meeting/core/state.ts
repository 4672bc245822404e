import { Source } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { AccountId, DeviceId, EndpointId, ParticipantId, ProducerId } from '../../core/ids.ts'
import { Origin } from '../../core/origin.ts'
import { Seat, UnitRef } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'

/** Life of a meeting: only who plans it sees a `draft`; its lobby is open from `open`, media flows in `open` and `live`. */
export const Phase = z.enum(['draft', 'scheduled', 'open', 'live', 'ended', 'cancelled'])
export type Phase = z.infer<typeof Phase>

/** `online`: its socket is there. `lost`: its line broke, the place is kept (SPEC §6). */
export const Line = z.enum(['online', 'lost'])
export type Line = z.infer<typeof Line>

export const Participant = z.object({
  participantId: ParticipantId,
  accountId: AccountId,
  name: recorded(200),
  ...Origin.shape,
  seat: Seat,
  endpointId: EndpointId,
  deviceId: DeviceId,
  /** The device's name as its person gave it, e.g. "Chrome, Windows". */
  deviceName: recorded(100),
  line: Line,
  /** Milliseconds since the epoch, of the first join. */
  joinedAt: z.int(),
})
export type Participant = z.infer<typeof Participant>

/** A device that takes the place of the PC’s own for a source: one of the network for its camera, a document camera for its screen (SPEC 23.14, 24.4). */
export const SentDevice = z.enum(['networkCamera', 'documentCamera'])
export type SentDevice = z.infer<typeof SentDevice>

export const ProducerState = z.object({
  producerId: ProducerId,
  participantId: ParticipantId,
  source: Source,
  paused: z.boolean(),
  /** Height in pixels of each simulcast or SVC layer, smallest first; empty for audio. */
  layerHeights: z.array(z.int().min(1).max(4320)).max(4),
  device: SentDevice.exactOptional(),
})
export type ProducerState = z.infer<typeof ProducerState>

/** Title, host and phase of the meeting, its participants and their producers. */
export const coreSlice = {
  title: recorded(300),
  hostUnit: UnitRef,
  phase: Phase,
  /** Those who are in the meeting now, in the order of their first join. */
  participants: z.record(ParticipantId, Participant),
  producers: z.record(ProducerId, ProducerState),
}
const CoreSlice = z.object(coreSlice)
export type CoreSlice = z.infer<typeof CoreSlice>

export const initialCore: CoreSlice = {
  title: '',
  hostUnit: { code: '-' as UnitRef['code'], name: '' },
  phase: 'scheduled',
  participants: {},
  producers: {},
}
