import { OptionId, VoteId } from '@diem-cau/signaling-contract'
import { afterEach, expect, test, vi } from 'vitest'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { ProcessOffice } from './support/ProcessOffice.ts'
import { Room } from './support/Room.ts'

let office: ProcessOffice
const rooms: Room[] = []
afterEach(async () => {
  for (const room of rooms.splice(0)) room.socket.close()
  await office?.[Symbol.asyncDispose]()
})

/** Clients are back after this at the latest, milliseconds; on a machine that does much else, longer. */
const BACK_MS = 1500
const BUSY = 2

const [agree, against] = ['agree', 'against'].map((id) => OptionId.parse(id)) as [OptionId, OptionId]

/** A meeting that was started, with a chair and these many more rooms. */
async function openMeeting(count: number): Promise<[chair: Room, ...Room[]]> {
  office = await ProcessOffice.open(count)
  const { officials, meetingId } = office.seeded
  rooms.push(...officials.map((official) => new Room(office.balancer.url, official, meetingId)))
  await Promise.all(rooms.map((room) => room.open()))
  const [chair, ...others] = rooms
  if (!chair) throw new Error('no chair')
  await chair.ask('meeting:start', { belowQuorum: true })
  return [chair, ...others]
}

async function openVote(chair: Room, voteId: VoteId): Promise<void> {
  await chair.ask('vote:open', {
    voteId,
    itemId: null,
    question: 'Thông qua nghị quyết?',
    options: [agree, against].map((optionId) => ({ optionId, label: optionId })),
    decides: agree,
    secret: true,
    electorate: 'delegates',
    rule: { majority: { kind: 'simple' }, of: 'present' },
    mayChange: false,
    belowQuorum: true,
    forSec: null,
  })
}

/** Reads the record: how often each option was chosen, and the numbers of the events. */
async function onRecord(): Promise<{ tally: Record<string, number>; seqs: number[] }> {
  const store = await openStore(office.databaseUrl)
  const { db } = store
  const { meetingId } = office.seeded
  try {
    const tally = await db.selectFrom('vote_tally').selectAll().where('meeting_id', '=', meetingId).execute()
    const rows = await db.selectFrom('meeting_log').select('seq').where('meeting_id', '=', meetingId).execute()
    return {
      tally: Object.fromEntries(tally.map(({ option_id: id, count }) => [id, count])),
      seqs: rows.map(({ seq }) => seq).toSorted((a, b) => a - b),
    }
  } finally {
    await store.close()
  }
}

test('1.12, 2.1, 12.2 a killed process: its clients are back at the other, nothing that was acknowledged is lost, each vote counts once', async () => {
  const [chair, ...others] = await openMeeting(6)
  const conducting = chair.process ?? ''
  expect(new Set(rooms.map(({ process }) => process)), 'all were led to one').toEqual(new Set([conducting]))
  expect(
    rooms.flatMap(({ states }) => states),
    'and no line was shown to be away',
  ).not.toContain('down')

  const voteId = VoteId.parse('v1')
  await openVote(chair, voteId)
  const [first, ...later] = others
  await first?.ask('vote:cast', { voteId, optionId: agree })
  const killed = office.processes.get(conducting)?.kill()
  // The ballots are on their way when it dies, or are asked while nobody is there.
  const cast = later.map((room, n) => room.ask('vote:cast', { voteId, optionId: n % 2 === 0 ? agree : against }))
  await killed
  const since = performance.now()
  await Promise.all(cast)
  await vi.waitUntil(() => rooms.every(({ joinedAt }) => joinedAt.length >= 2), 20_000)
  const back = rooms.map(({ joinedAt }) => Math.round((joinedAt.at(-1) ?? 0) - since))
  expect(Math.max(...back), back.join(', ')).toBeLessThan(BACK_MS * BUSY)
  expect(new Set(rooms.map(({ process }) => process))).toEqual(
    new Set([...office.processes.keys()].filter((id) => id !== conducting)),
  )

  await chair.ask('vote:close', { voteId })
  const { tally, seqs } = await onRecord()
  expect(tally).toEqual({ agree: 3, against: 2 })
  expect(seqs, 'the record has no gap').toEqual(seqs.map((_, n) => n + 1))
}, 120_000)

test('22.2 a process that is told to stop hands its meeting over: nobody sees the line break, and what is asked meanwhile is done once', async () => {
  const [chair, ...others] = await openMeeting(6)
  const conducting = chair.process ?? ''
  const voteId = VoteId.parse('v1')
  await openVote(chair, voteId)
  const [first, ...later] = others
  await first?.ask('vote:cast', { voteId, optionId: agree })
  const stopped = office.processes.get(conducting)?.stop()
  const since = performance.now()
  // The ballots are on their way while it lets go.
  const cast = later.map(async (room, n) => {
    await room.ask('vote:cast', { voteId, optionId: n % 2 === 0 ? agree : against })
    return performance.now() - since
  })
  const answeredAfter = await Promise.all(cast)
  expect(Math.max(...answeredAfter), answeredAfter.join(', ')).toBeLessThan(BACK_MS)
  await stopped
  await expect.poll(() => rooms.every(({ joinedAt }) => joinedAt.length >= 2), { timeout: 10_000 }).toBe(true)
  expect(
    rooms.flatMap(({ states }) => states),
    'they were led, not cut',
  ).not.toContain('down')
  expect(rooms.map(({ process }) => process)).not.toContain(conducting)
  await chair.ask('vote:close', { voteId })
  const { tally, seqs } = await onRecord()
  expect(tally).toEqual({ agree: 3, against: 2 })
  expect(seqs, 'the record has no gap').toEqual(seqs.map((_, n) => n + 1))
}, 120_000)

test('2.7 Redis is killed and comes back empty: the meeting goes on where it is, and nobody notices', async () => {
  const [chair, ward] = await openMeeting(3)
  const conducting = chair.process
  const before = rooms.map(({ states }) => states.length)
  await office.redis.kill()
  await ward?.ask('floor:request', { itemId: null, speaker: '', note: '' })
  await office.redis.startAgain()
  await chair.ask('floor:silenceAll', {})
  const [, , again] = office.seeded.officials
  if (!again) throw new Error('no such official')
  // A second device is told so by the process that has the meeting, as soon as processes can be asked again.
  const other = await vi.waitFor(async () => {
    const room = new Room(office.balancer.url, again, office.seeded.meetingId)
    rooms.push(room)
    await expect(room.open()).rejects.toMatchObject({ code: 'alreadyJoined' })
    return room
  }, 20_000)
  expect([other.process, chair.process]).toEqual([conducting, conducting])
  expect(rooms.slice(0, 3).map(({ states }) => states.length)).toEqual(before)
}, 120_000)
