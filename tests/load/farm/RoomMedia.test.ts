import { expect, test } from 'vitest'
import { seatsOf, TestOffice } from '../../protocol/support/TestOffice.ts'
import { FloorRoom } from '../floor/FloorRoom.ts'
import { Farm } from './Farm.ts'

/** A second of sound. */
const SECOND = 50

test('5.14 rooms of the farm move when the node that they are on drains, and go on hearing each other', async () => {
  await using office = await TestOffice.open({ seats: seatsOf(2), nodes: [{ region: 'near' }, {}], region: 'near' })
  await using farm = await Farm.start()
  const { url, meetingId } = office
  const enter = (index: number) =>
    FloorRoom.enter(farm, { url, meetingId, token: office.official(index).token, heedsDemand: false })
  const [chair, ward] = [await enter(0), await enter(1)]
  const rooms = [[chair, ward] as const, [ward, chair] as const]
  const before = await Promise.all(rooms.map(([room, other]) => room.standsBy(other.participantId)))
  await Promise.all(rooms.map(([room], index) => room.packets(before[index] ?? 0, SECOND)))

  const [first] = office.nodes
  await first?.control.ask('node:drain', { draining: true })
  await expect.poll(async () => (await first?.endpoints())?.size, { timeout: 20_000 }).toBe(0)

  const after = await Promise.all(rooms.map(([room, other]) => room.standsBy(other.participantId)))
  await Promise.all(rooms.map(([room], index) => room.packets(after[index] ?? 0, SECOND)))
  for (const room of [chair, ward]) room.close()
})
