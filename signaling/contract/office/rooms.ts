/**
 * Meeting-room endpoints (điểm cầu): not people, but they hold seats.
 *   GET    /api/rooms                       RoomQuery -> RoomPage
 *   POST   /api/rooms                       NewRoom -> Room
 *   GET    /api/rooms/:roomId               -> Room
 *   PATCH  /api/rooms/:roomId               EditRoom -> Room
 *   POST   /api/rooms/:roomId/enrol         { code } -> Room: what the TV shows
 *   POST   /api/rooms/:roomId/revoke        -> Room: its credential is worth nothing any more
 * On the room's PC, without sign-in:
 *   POST   /api/pairings                    NewPairing -> Pairing (shown on the TV)
 *   POST   /api/pairings/:pairingId/claim   { secret } -> PairingState; once enrolled it sets the refresh cookie
 * Who comes to a room, by the code on its screen (SPEC 19.8):
 *   GET    /api/meetings/:meetingId/arrival-link  -> ArrivalLink, for the room
 *   POST   /api/arrivals                    NewArrival -> Arrived, for a person
 * Who sits there in one meeting:
 *   GET/PUT /api/meetings/:meetingId/rooms/:roomId/people  SeatedPeople
 */
import { z } from 'zod'
import { AccountId, UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { ascii, recorded } from '../text/text.ts'
import { line, PageQuery, page, requiredLine, Version } from './common.ts'

export const Room = z.object({
  roomId: AccountId,
  name: recorded(),
  place: recorded(),
  unit: UnitRef,
  /** Null: no PC is enrolled. */
  enrolledAt: z.int().nullable(),
  deviceName: recorded(),
  lastSeenAt: z.int().nullable(),
  disabled: z.boolean(),
  version: Version,
})
export type Room = z.infer<typeof Room>

export const RoomQuery = PageQuery.extend({
  unit: UnitCode.optional(),
  state: z.enum(['enrolled', 'waiting']).optional(),
})
export type RoomQuery = z.infer<typeof RoomQuery>
export const RoomPage = page(Room)
export type RoomPage = z.infer<typeof RoomPage>

export const NewRoom = z.object({ name: requiredLine(120), place: line(200).default(''), unitCode: UnitCode })
export type NewRoom = z.infer<typeof NewRoom>
export const EditRoom = NewRoom.partial().extend({ version: Version, disabled: z.boolean().optional() })
export type EditRoom = z.infer<typeof EditRoom>

/** Eight letters and digits without those that look alike; dash and case do not matter. */
export const PairingCode = z
  .string()
  .transform((text) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
  .pipe(z.string().regex(/^[A-HJKMNP-Z2-9]{8}$/))
export const Enrol = z.object({ code: PairingCode })

export const NewPairing = z.object({ deviceName: requiredLine(100) })
export type NewPairing = z.infer<typeof NewPairing>
/** `code` as shown, "ABCD-2345"; `secret` stays in this browser. */
export const Pairing = z.object({ pairingId: recorded(), code: recorded(), secret: recorded(), expiresAt: z.int() })
export type Pairing = z.infer<typeof Pairing>
export const ClaimPairing = z.object({ secret: ascii(100).min(20) })
export const PairingState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), expiresAt: z.int() }),
  z.object({ state: z.literal('expired') }),
  z.object({ state: z.literal('enrolled'), room: Room }),
])
export type PairingState = z.infer<typeof PairingState>

export const SeatedPerson = z.object({ name: requiredLine(120), position: line(120).default('') })
export type SeatedPerson = z.infer<typeof SeatedPerson>
export const SeatedPeople = z.object({ people: z.array(SeatedPerson).max(60) })
export type SeatedPeople = z.infer<typeof SeatedPeople>

/** `token`: in the address that the room's screen shows as a picture, `/arrive/<token>`. */
export const ArrivalLink = z.object({ token: recorded(), expiresAt: z.int() })
export type ArrivalLink = z.infer<typeof ArrivalLink>
export const NewArrival = z.object({ token: ascii(400).min(1) })
export const Arrived = z.object({ room: recorded(), title: recorded(300), startsAt: z.int(), name: recorded() })
export type Arrived = z.infer<typeof Arrived>
