import { afterEach, expect, test, vi } from 'vitest'
import { footprintOf } from '../chaos/soak/Footprint.ts'
import type { OfficeNode } from './support/OfficeNode.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

// Two nodes with their workers are started, and emptied in turns.
vi.setConfig({ testTimeout: 180_000 })

let office: TestOffice
afterEach(() => office?.[Symbol.asyncDispose]())

const LINE_GRACE_MS = 300

/** What the workers of a node carry and hold: UDP ports are those of media and of pipes. */
async function heldBy({ control }: OfficeNode) {
  const { workers } = await control.ask('node:describe', {})
  return workers.map(({ pid, endpoints, producers, consumers, meetings }) => {
    const { handles, ports } = footprintOf(pid)
    return { pid, endpoints, producers, consumers, meetings, handles, ports }
  })
}

/** Empties a node, and takes it into use again. */
async function emptied(node: OfficeNode): Promise<void> {
  await node.control.ask('node:drain', { draining: true })
  await expect.poll(async () => (await node.endpoints()).size, { timeout: 20_000 }).toBe(0)
  await node.control.ask('node:drain', { draining: false })
}

async function comeIn(index: number): Promise<TestClient> {
  const client = await office.join(index)
  await client.produce('mic')
  await client.produce('camera')
  return client
}

test('3.5, 5.14, 6.1 when rooms came, left, vanished and moved, and the meeting has ended, the media nodes hold what they held before', async () => {
  office = await TestOffice.open({
    seats: seatsOf(5),
    mediaNode: 'process',
    nodes: [{ region: 'near' }, {}],
    region: 'near',
  })
  await office.killSignaling()
  await office.startSignaling({ lineGraceMs: LINE_GRACE_MS })
  const { nodes } = office
  const held = () => Promise.all(nodes.map(heldBy))
  const before = await held()
  const chair = await comeIn(0)
  const wards = new Map<number, TestClient>()
  const enter = async (index: number) => void wards.set(index, await comeIn(index))
  await Promise.all([1, 2, 3, 4].map(enter))
  for (const [n, node] of nodes.entries()) {
    await emptied(node)
    const [leaves, vanishes] = [2 * n + 1, 2 * n + 2]
    await wards.get(leaves)?.socket.request('meeting:leave', {})
    wards.get(leaves)?.close()
    wards.get(vanishes)?.socket.breakLine()
    await chair.until('two are gone', ({ state }) => Object.keys(state.participants).length === 3)
    await Promise.all([leaves, vanishes].map(enter))
  }
  expect((await held()).flat().reduce((sum, { endpoints }) => sum + endpoints, 0)).toBeGreaterThanOrEqual(5)
  await chair.socket.request('meeting:end', {})
  await expect.poll(held, { timeout: 20_000 }).toEqual(before)
})
