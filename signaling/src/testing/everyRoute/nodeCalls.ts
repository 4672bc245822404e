import { MediaNodeList } from '@diem-cau/signaling-contract/office'
import { expect } from 'vitest'
import { bodyOf } from '../startCity.ts'
import { startControlStandIn } from '../startControlStandIn.ts'
import { startOnRecord } from './startOnRecord.ts'

/** Media nodes: IT admins of a district may do nothing to what carries the meetings of others too. */
export async function nodeCalls(): Promise<void> {
  const { url, node } = await startControlStandIn()
  const { city, call, finish } = await startOnRecord('nodes', { sfu: { urls: [url], secret: 'x'.repeat(40) } })
  const listed = async () => bodyOf(MediaNodeList, await city.as('cityadmin', 'GET', '/media-nodes')).nodes
  // One without workers has no room.
  await expect.poll(listed).toEqual([{ ...node, full: true }])
  const { nodeId } = node
  await call('POST /api/media-nodes/:nodeId/drain', {
    who: 'cityadmin',
    refused: [null, 'official', 'bacchair', 'technician', 'bacadmin'],
    params: { nodeId },
    body: { draining: true },
    about: [['node', nodeId, 'tp']],
  })
  expect(node.draining).toBe(true)
  await finish()
}
