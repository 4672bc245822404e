import type { Tile } from '@diem-cau/signaling-contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

const ROOMS = 85
const inspector = new MediaInspector()
let office: TestOffice
beforeAll(async () => void (office = await TestOffice.open({ seats: seatsOf(ROOMS) })))
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

test(
  '5.1-5.3 eighty-five rooms: one wall of all, the others on the stage, cost grows with the rooms',
  { timeout: 120_000 },
  async () => {
    const chair = await office.join(0)
    const tile = (of: TestClient): Tile => ({ participantId: of.participantId, source: 'camera', height: 90 })
    await chair.produce('camera')
    const stage = { tiles: [{ ...tile(chair), height: 720 }] }
    const wards: TestClient[] = []
    // Ten at a time, as rooms come in before the hour.
    for (let from = 1; from < ROOMS; from += 10) {
      const group = await Promise.all(
        Array.from({ length: Math.min(10, ROOMS - from) }, (_, n) => office.join(from + n, { viewport: stage })),
      )
      await Promise.all(group.map((ward) => Promise.all([ward.produce('camera'), ward.produce('mic', true)])))
      wards.push(...group)
    }
    await chair.socket.request('viewport:set', { tiles: wards.map(tile) })
    await chair.until('all 84 cameras', (c) => wards.every((ward) => c.receives(ward.participantId, 'camera')), 60_000)
    await Promise.all(
      wards.map((ward) => ward.until('the chair', (c) => c.receives(chair.participantId, 'camera'), 60_000)),
    )

    const walled = [...chair.media.received.values()].filter(({ source }) => source === 'camera')
    expect(walled).toHaveLength(ROOMS - 1)
    await expect
      .poll(() =>
        walled.filter(({ consumerId }) => inspector.consumers.get(consumerId)?.preferredLayers?.spatialLayer !== 0),
      )
      .toEqual([])
    await expect
      .poll(() => walled.filter(({ consumerId }) => inspector.consumers.get(consumerId)?.paused !== false))
      .toEqual([])
    for (const ward of wards) {
      const cameras = [...ward.media.received.values()].filter(({ source }) => source === 'camera')
      expect(cameras.map(({ participantId }) => participantId)).toEqual([chair.participantId])
    }
    expect(inspector.consumers.size).toBeLessThanOrEqual(ROOMS * (1 + 6) + ROOMS)
    for (const client of [chair, ...wards]) expect(client.fault).toBeNull()
  },
)
