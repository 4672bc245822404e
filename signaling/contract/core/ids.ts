import { z } from 'zod'

export { ConsumerId, EndpointId, MeetingId, ProducerId } from '@diem-cau/sfu-contract'

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/)

/** A row of the office: a paper, a mail, a group, a change, a sign-in. */
export const RowId = id

/** Someone who can sign in. */
export const AccountId = id.brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>

/** An identity in a meeting that survives reconnects and changes of device. */
export const ParticipantId = id.brand<'ParticipantId'>()
export type ParticipantId = z.infer<typeof ParticipantId>

/** A node of the tree of units, by its code in the units file. */
export const UnitCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/)
  .brand<'UnitCode'>()
export type UnitCode = z.infer<typeof UnitCode>

/**
 * A leg of an endpoint: one pair of transports at one media node, with what goes over them. Legs of an endpoint count
 * up from 1. One carries; there may be another beside it while the endpoint moves, and one on standby (SPEC 5.13).
 */
export const LegId = z.int().min(1).brand<'LegId'>()
export type LegId = z.infer<typeof LegId>

/** One per browser tab, kept over reloads: a tab never has to take over from itself. */
export const DeviceId = id.brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** The client makes one per request: repeating it after a lost answer does nothing twice. */
export const RequestId = id.brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

/** Made for one question to a room about its state. */
export const DiagnosisId = id.brand<'DiagnosisId'>()
export type DiagnosisId = z.infer<typeof DiagnosisId>

const shortId = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/)

/** A point of the agenda, as the schedule names it or the secretary adds it. */
export const ItemId = shortId.brand<'ItemId'>()
export type ItemId = z.infer<typeof ItemId>
export const VoteId = shortId.brand<'VoteId'>()
export type VoteId = z.infer<typeof VoteId>
/** An answer that a vote offers. */
export const OptionId = shortId.brand<'OptionId'>()
export type OptionId = z.infer<typeof OptionId>
export const NoteId = shortId.brand<'NoteId'>()
export type NoteId = z.infer<typeof NoteId>
