import type { NodeTest, NodeWayTest } from '@diem-cau/signaling-contract/office'
import type { SfuClient } from './MediaNodes.ts'
import { type ClockReading, readClock } from './readClock.ts'

/** The clock is read so often; the quickest answer says most. */
const READINGS = 5
/** So many other nodes try the way to one, one after the other: each takes some seconds. */
const MOST_WAYS = 8

/** Tries a node: whether it answers, what its clock says, and the way to it from each other node (SPEC 16.13). Does not fail. */
export async function tryNode(node: SfuClient, others: readonly SfuClient[]): Promise<NodeTest> {
  const readings: ClockReading[] = []
  for (let read = 0; read < READINGS; read += 1) {
    const reading = await readClock(node).catch(() => null)
    if (reading) readings.push(reading)
  }
  const ways: NodeWayTest[] = []
  for (const other of others.slice(0, MOST_WAYS)) {
    const way = await wayFrom(other, node)
    if (way) ways.push(way)
  }
  const clock = readings.toSorted((one, two) => one.answer - two.answer)[0] ?? null
  return { clock, workers: node.description?.workers.length ?? 0, ways }
}

/** @returns null when either of them is away */
async function wayFrom(other: SfuClient, node: SfuClient): Promise<NodeWayTest | null> {
  const [from, to] = [other.description, node.description]
  if (!from || !to) return null
  try {
    const tried = await other.request('node:tryWay', { to: { nodeId: to.nodeId, url: node.url } })
    return { from: from.nodeId, name: from.region || from.nodeId, ...tried }
  } catch {
    return null
  }
}
