import { afterAll, beforeAll, expect, test } from 'vitest'
import { Farm } from '../load/farm/Farm.ts'
import { FloorRoom } from '../load/floor/FloorRoom.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

/** A second of sound: what of another microphone has not come by then is not sent. */
const SECOND = 50

let office: TestOffice
let farm: Farm
let chair: FloorRoom
let talker: FloorRoom
let listener: FloorRoom

beforeAll(async () => {
  ;[office, farm] = await Promise.all([TestOffice.open({ seats: seatsOf(3), mediaNode: 'process' }), Farm.start()])
  const rooms: FloorRoom[] = []
  for (const index of [0, 1, 2])
    rooms.push(
      await FloorRoom.enter(farm, {
        url: office.url,
        token: office.official(index).token,
        meetingId: office.meetingId,
        heedsDemand: false,
      }),
    )
  ;[chair, talker, listener] = rooms as [FloorRoom, FloorRoom, FloorRoom]
})

afterAll(async () => {
  for (const room of [chair, talker, listener]) room?.close()
  await farm?.close()
  await office?.[Symbol.asyncDispose]()
})

test('8.5 a modified client that goes on sending without the floor is heard by nobody; with the floor it is, and not a packet after', async () => {
  const before = await listener.standsBy(talker.participantId)
  await listener.packets(before, SECOND)
  await chair.ask('meeting:start', { belowQuorum: true })
  await listener.hearsOnly(chair.participantId)
  // Once it is in the queue everything is ready to hear it, except for its gate.
  await talker.ask('floor:request', { itemId: null, speaker: '', note: '' })
  const voice = await listener.standsBy(chair.participantId)
  const standBy = () =>
    Promise.all([listener, chair].map(async (room) => [room, await room.standsBy(talker.participantId)] as const))
  const ready = await standBy()
  // All that comes there but the chair's voice, with whatever SSRC.
  const heard = () => Promise.all([listener.received({ but: voice }), chair.received({ but: null })])
  // Packets that were on their way when the gate closed arrive before this.
  await listener.packets(voice, SECOND / 10)
  const [silent, sent] = [await heard(), await talker.sent()]
  await listener.packets(voice, SECOND)
  expect(await heard(), 'not a packet in a second of the chair’s').toEqual(silent)
  expect(await talker.sent(), 'though it sends').toBeGreaterThan(sent + SECOND / 2)

  await chair.ask('floor:grant', { participantId: talker.participantId, itemId: null })
  await Promise.all(ready.map(([room, ssrc]) => room.packets(ssrc, SECOND / 5)))

  await chair.ask('floor:end', { participantId: talker.participantId })
  await listener.packets(voice, SECOND / 10)
  const [ended, sentThen] = [await heard(), await talker.sent()]
  await listener.packets(voice, SECOND)
  expect(await heard(), 'its floor has ended').toEqual(ended)
  expect(await talker.sent(), 'it does not stop').toBeGreaterThan(sentThen + SECOND / 2)

  // The talker is back in the queue, so consumers stand by on both sides of each change: the gate alone makes it silent again.
  await Promise.all([listener, chair].map((room) => room.hearsOnly(chair.participantId)))
  await talker.ask('floor:request', { itemId: null, speaker: '', note: '' })
  const queued = await standBy()
  await chair.ask('floor:setMode', { mode: 'open' })
  await talker.ask('mic:consent', {})
  await Promise.all(queued.map(([room, ssrc]) => room.packets(ssrc, SECOND / 5)))
  await chair.ask('floor:setMode', { mode: 'chaired' })
  await listener.packets(voice, SECOND / 10)
  const gated = await heard()
  await listener.packets(voice, SECOND)
  expect(await heard(), 'rooms do not speak freely any more').toEqual(gated)
  expect(await standBy(), 'though nothing but its gate is closed').toEqual(queued)

  await chair.ask('floor:grant', { participantId: talker.participantId, itemId: null })
  await Promise.all(queued.map(([room, ssrc]) => room.packets(ssrc, SECOND / 5)))

  await chair.ask('mic:cut', { participantId: talker.participantId })
  await listener.packets(voice, SECOND / 10)
  const [cut, since] = [await heard(), listener.told]
  await listener.packets(voice, SECOND)
  expect(await heard(), 'cut, it is not heard though it has the floor').toEqual(cut)
  const reports = listener.speaking(since)
  expect(reports.length, 'reports').toBeGreaterThan(1)
  expect(
    reports.flat().filter((id) => id !== chair.participantId),
    'nor named as speaking',
  ).toEqual([])
})
