import {
  ArrivalLink,
  Arrived,
  Pairing,
  PairingState,
  Room,
  RoomPage,
  SeatedPeople,
  type EditRoom,
  type NewRoom,
  type RoomQuery,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { anonymous } from '../client/account.ts'
import { at, get, patch, post, put } from '../client/officeRequest.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Meeting-room endpoints (điểm cầu). */
export const roomsApi = {
  rooms: (query: Partial<z.infer<typeof RoomQuery>>, signal?: AbortSignal) =>
    get('/api/rooms', RoomPage, query, signal),
  room: (roomId: string, signal?: AbortSignal) => get(at('rooms', roomId), Room, {}, signal),
  addRoom: (body: z.input<typeof NewRoom>) => post('/api/rooms', Room, body),
  editRoom: (roomId: string, body: z.input<typeof EditRoom>) => patch(at('rooms', roomId), Room, body),
  /** Pairs a room's PC; `code`: as its TV shows it. */
  enrol: (roomId: string, code: string) => post(at('rooms', roomId, 'enrol'), Room, { code }),
  revoke: (roomId: string) => post(at('rooms', roomId, 'revoke'), Room),
  /** Asked by the room's own PC, without a sign-in. */
  beginPairing: (deviceName: string) => anonymous('POST', '/api/pairings', Pairing, { body: { deviceName } }),
  claimPairing: (pairingId: string, secret: string, signal?: AbortSignal) =>
    anonymous('POST', at('pairings', pairingId, 'claim'), PairingState, {
      body: { secret },
      ...(signal ? { signal } : {}),
    }),
  /** What the screen of this room shows to those who come to it. */
  arrivalLink: (meetingId: string, signal?: AbortSignal) =>
    get(at('meetings', meetingId, 'arrival-link'), ArrivalLink, {}, signal),
  /** Puts the person who is signed in on the list of that room. */
  arrive: (token: string) => post('/api/arrivals', Arrived, { token }),
  seated: (meetingId: string, roomId: string, signal?: AbortSignal) =>
    get(at('meetings', meetingId, 'rooms', roomId, 'people'), SeatedPeople, {}, signal),
  setSeated: (meetingId: string, roomId: string, body: z.input<typeof SeatedPeople>) =>
    put(at('meetings', meetingId, 'rooms', roomId, 'people'), SeatedPeople, body),
}

type Filter = Partial<Omit<z.infer<typeof RoomQuery>, 'cursor' | 'limit'>>

export const roomQueries = {
  /** Asked anew well before the code on the screen ends. */
  arrivalLink: (meetingId: string) =>
    query(['rooms', 'arrival', meetingId], (signal) => roomsApi.arrivalLink(meetingId, signal), {
      refetchInterval: 4 * 60_000,
    }),
  list: (filter: Filter) =>
    pagedQuery(['rooms', 'list', filter], (cursor, signal) =>
      roomsApi.rooms({ limit: 50, ...filter, ...after(cursor) }, signal),
    ),
  seated: (meetingId: string, roomId: string) =>
    query(['rooms', 'seated', meetingId, roomId], (signal) => roomsApi.seated(meetingId, roomId, signal)),
}
