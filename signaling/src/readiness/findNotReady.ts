import type { AccountId } from '@diem-cau/signaling-contract'
import type { Finding, FindingCode, ResourceId } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { BEFORE_MEETING_MS, GRACE_MS } from '../domain/readiness/nextTest.ts'
import { stateOf } from '../domain/readiness/stateOf.ts'
import { nextStarts } from './nextStarts.ts'
import { HELP_FOR_MS } from './ReadinessDesk.ts'
import { type OfficeRoom, readRooms } from './readRooms.ts'
import { roomResource } from './roomResource.ts'
import { ReadinessStore } from './store/ReadinessStore.ts'

/** IT admins hear of a room that is not ready so long before its meeting. */
const ADMIN_BEFORE_MS = 20 * 60_000

export type FoundOfRoom = { readonly room: OfficeRoom; readonly resource: ResourceId; readonly finding: Finding }

/**
 * What people have to be told of rooms: one that is broken, at any time; one that cannot be read, once a meeting is near and it had its
 * time to test itself; one that calls for help.
 * @param now milliseconds
 */
export async function findNotReady(
  db: Kysely<Schema>,
  isIn: (roomId: AccountId) => boolean,
  now: number,
): Promise<FoundOfRoom[]> {
  const rooms = await readRooms(db, { scope: null })
  if (rooms.length === 0) return []
  const [known, starts] = await Promise.all([new ReadinessStore(db).list(), nextStarts(db, now)])
  return rooms.flatMap((room): FoundOfRoom[] => {
    const of = known.get(room.roomId) ?? null
    const { enrolledAt, lastSeenAt, roomId } = room
    if (enrolledAt === null || isIn(roomId)) return []
    const startsAt = starts.get(roomId) ?? null
    const facts = { testedAt: null, wholeAt: null, health: 'unknown' as const, reasons: [], since: null }
    const state = stateOf({ ...facts, ...of, enrolledAt, lastSeenAt, inMeeting: false }, startsAt, now)
    const found: FoundOfRoom[] = []
    const add = (code: FindingCode, since: number) =>
      found.push({ room, resource: roomResource(roomId), finding: { code, health: 'bad', since, value: null } })
    const hadTime = startsAt !== null && now - (startsAt - BEFORE_MEETING_MS) >= GRACE_MS
    const isNotReady = state.health === 'bad' || (state.health === 'unknown' && hadTime)
    if (isNotReady) add('notReady', state.since ?? now)
    if (isNotReady && startsAt !== null && startsAt - now <= ADMIN_BEFORE_MS)
      add('notReadySoon', startsAt - ADMIN_BEFORE_MS)
    const helpAt = of?.helpAt ?? null
    if (helpAt !== null && now - helpAt < HELP_FOR_MS) add('helpCalled', helpAt)
    return found
  })
}
