import { Source } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { AccountId, DeviceId, EndpointId, ParticipantId, ProducerId } from '../../core/ids.ts'
import { LoggedOrigin } from '../../core/origin.ts'
import { Seat, UnitRef } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'
import { ProducerState } from './state.ts'

/** The reason why a participant is no longer in the meeting; `removed`: not invited any more (SPEC 3.6), `expelled`: put out by who conducts (3.10). */
export const LeaveReason = z.enum(['left', 'lineLost', 'meetingEnded', 'removed', 'expelled'])
export type LeaveReason = z.infer<typeof LeaveReason>

/**
 * The reason why a producer ended; `notAllowed`: a screen of somebody who may share no longer (SPEC 9.2), `stopped`: by who conducts
 * (5.10, 9.6), `moved`: to another leg, while this one flows on for those who have it (5.14).
 */
export const ProducerCloseReason = z.enum([
  'requested',
  'replaced',
  'left',
  'mediaLost',
  'notAllowed',
  'stopped',
  'moved',
])
export type ProducerCloseReason = z.infer<typeof ProducerCloseReason>

const device = { endpointId: EndpointId, deviceId: DeviceId, deviceName: recorded(100) }

/** The facts of who is in the meeting and what they send. */
export const CoreEvents = [
  z.object({ type: z.literal('meetingOpened'), title: recorded(300), hostUnit: UnitRef }),
  z.object({ type: z.literal('meetingEnded') }),
  z.object({
    type: z.literal('participantJoined'),
    participantId: ParticipantId,
    accountId: AccountId,
    name: recorded(200),
    ...LoggedOrigin,
    seat: Seat,
    ...device,
  }),
  z.object({ type: z.literal('participantLeft'), participantId: ParticipantId, reason: LeaveReason }),
  /** Another tab or PC of the same participant took over; the former's producers ended before. */
  z.object({ type: z.literal('endpointReplaced'), participantId: ParticipantId, ...device }),
  z.object({ type: z.literal('lineLost'), participantId: ParticipantId }),
  z.object({ type: z.literal('lineRestored'), participantId: ParticipantId }),
  z.object({ type: z.literal('producerOpened'), ...ProducerState.shape }),
  z.object({ type: z.literal('producerPaused'), producerId: ProducerId }),
  z.object({ type: z.literal('producerResumed'), producerId: ProducerId }),
  z.object({
    type: z.literal('producerClosed'),
    producerId: ProducerId,
    participantId: ParticipantId,
    source: Source,
    reason: ProducerCloseReason,
  }),
] as const
export type CoreEvent = z.infer<(typeof CoreEvents)[number]>
