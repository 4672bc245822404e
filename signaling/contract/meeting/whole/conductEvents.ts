import { z } from 'zod'
import { ParticipantId, UnitCode } from '../../core/ids.ts'
import { Seat, UnitRef } from '../../core/seat.ts'
import { recorded } from '../../text/text.ts'
import { AgendaPoint, Conduct, FloorHolder, FloorMode, FloorRequest, ItemId, Note, NoteId, OpenPaper, OptionId, Shortfall, Stage, UnitPresence, Vote, VoteId, VoterId } from './conduct.ts'

/** Who did it; null = the system. */
const by = { by: ParticipantId.nullable() }

/** Why somebody has the floor no more. */
export const FloorEnd = z.enum(['done', 'taken', 'silenced', 'modeChanged', 'left'])

/** The facts of how a meeting is conducted. */
export const ConductEvents = [
  /** What the schedule says: when the meeting opens, and when the secretary changed it since. */
  z.object({
    type: z.literal('programmeSet'),
    /** Of the plan: it grows with every edit. */
    version: z.int(),
    agenda: z.array(AgendaPoint.pick({ itemId: true, title: true, presenter: true, minutes: true })),
    units: z.array(UnitRef),
    ...Conduct.pick({ mode: true, share: true, speakLimitSec: true, quorum: true }).shape,
  }),
  /** Added while the meeting is open (SPEC 11.7); what follows of it for the units is with the next `programmeSet`. */
  z.object({
    type: z.literal('invitedMore'),
    units: z.array(UnitRef),
    guests: z.array(z.object({ participantId: ParticipantId, name: recorded(200), organisation: recorded(200) })),
    ...by,
  }),
  /** `version`: a newer one of the same paper (SPEC 11.8). */
  z.object({ type: z.literal('paperChanged'), change: z.enum(['added', 'version', 'edited', 'removed']), paperId: OpenPaper.shape.paperId, name: OpenPaper.shape.name, ...by }),
  /** `belowQuorum`: the chair started it all the same. */
  z.object({ type: z.literal('meetingStarted'), belowQuorum: Shortfall.exactOptional(), ...by }),

  // Roles.
  z.object({ type: z.literal('seatChanged'), participantId: ParticipantId, seat: Seat, ...by }),
  z.object({
    type: z.literal('actingChairChanged'),
    participantId: ParticipantId.nullable(),
    reason: z.enum(['present', 'returned', 'chairGone', 'handedOver']),
  }),

  // Floor.
  z.object({ type: z.literal('modeSet'), mode: FloorMode, ...by }),
  z.object({ type: z.literal('speakLimitSet'), speakLimitSec: Conduct.shape.speakLimitSec, ...by }),
  z.object({ type: z.literal('floorRequested'), ...FloorRequest.omit({ at: true }).shape }),
  z.object({ type: z.literal('floorRequestEnded'), participantId: ParticipantId, reason: z.enum(['withdrawn', 'skipped', 'left']), ...by }),
  /** Before whom in the queue it is now; null = last. */
  z.object({ type: z.literal('floorRequestMoved'), participantId: ParticipantId, before: ParticipantId.nullable(), ...by }),
  z.object({ type: z.literal('floorGranted'), ...FloorHolder.omit({ grantedAt: true, stoppedAt: true, stoppedMs: true }).shape, ...by }),
  z.object({ type: z.literal('floorLimitSet'), participantId: ParticipantId, limitSec: FloorHolder.shape.limitSec, ...by }),
  z.object({ type: z.literal('floorEnded'), participantId: ParticipantId, reason: FloorEnd, ...by }),
  z.object({ type: z.literal('microphoneCut'), participantId: ParticipantId, ...by }),
  /** In their own room, by their own hand. */
  z.object({ type: z.literal('microphoneConsented'), participantId: ParticipantId }),
  z.object({ type: z.literal('cameraStopped'), participantId: ParticipantId, ...by }),
  /** In their own room, by their own hand. */
  z.object({ type: z.literal('cameraConsented'), participantId: ParticipantId }),

  // Stage, screen, papers, chat.
  z.object({ type: z.literal('stageSet'), stage: Stage, ...by }),
  z.object({ type: z.literal('shareAllowed'), participantId: ParticipantId, allowed: z.boolean(), ...by }),
  z.object({ type: z.literal('paperOpened'), ...OpenPaper.shape }),
  z.object({ type: z.literal('paperTurned'), page: OpenPaper.shape.page }),
  z.object({ type: z.literal('paperClosed'), ...by }),
  z.object({ type: z.literal('chatSet'), open: z.boolean(), ...by }),

  // Roll call.
  z.object({ type: z.literal('rollCallOpened'), ...by }),
  z.object({ type: z.literal('rollCallClosed'), ...by }),
  z.object({
    type: z.literal('presenceConfirmed'),
    unitCode: UnitCode,
    count: z.int().min(0).max(999),
    people: z.array(recorded(200)).max(60),
    by: ParticipantId,
  }),
  z.object({ type: z.literal('absenceNoted'), unitCode: UnitCode, reason: UnitPresence.shape.excused, ...by }),

  // Agenda and notes.
  z.object({ type: z.literal('itemStarted'), itemId: ItemId, ...by }),
  z.object({ type: z.literal('itemClosed'), itemId: ItemId, conclusion: AgendaPoint.shape.conclusion, ...by }),
  z.object({ type: z.literal('conclusionEdited'), itemId: ItemId, conclusion: AgendaPoint.shape.conclusion, ...by }),
  /** Added, or its words changed. */
  z.object({ type: z.literal('itemSet'), ...AgendaPoint.pick({ itemId: true, title: true, presenter: true, minutes: true }).shape, ...by }),
  z.object({ type: z.literal('itemsOrdered'), itemIds: z.array(ItemId), ...by }),
  z.object({ type: z.literal('noteSet'), ...Note.omit({ at: true }).shape, ...by }),
  z.object({ type: z.literal('noteRemoved'), noteId: NoteId, ...by }),

  // Votes.
  z.object({ type: z.literal('voteOpened'), ...Vote.omit({ openedAt: true, status: true, ballots: true, result: true }).shape, ...by }),
  /** `optionId` null: secret, or told to clients while the vote is open (SPEC 12.6). One voter's last one counts. */
  z.object({ type: z.literal('ballotCast'), voteId: VoteId, voterId: VoterId, optionId: OptionId.nullable(), by: ParticipantId }),
  /** `ballots`: who chose what; null in a secret vote. */
  z.object({ type: z.literal('voteClosed'), voteId: VoteId, result: Vote.shape.result.unwrap(), ballots: Vote.shape.ballots.nullable(), ...by }),
  z.object({ type: z.literal('voteCancelled'), voteId: VoteId, ...by }),
] as const

export type ConductEvent = z.infer<(typeof ConductEvents)[number]>
