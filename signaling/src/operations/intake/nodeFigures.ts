import { indexOfMetric, METRICS, type NodeSide } from '@diem-cau/signaling-contract/operations'

/** What a node said counts until it had its turn again, and no longer, in milliseconds: on a full node that is every ten seconds. */
const KEPT_MS = 15_000

const FIRST = METRICS.endpoint.findIndex(({ key }) => key.startsWith('node'))
const places = {
  nodeUpKbit: indexOfMetric('endpoint', 'nodeUpKbit'),
  nodeDownKbit: indexOfMetric('endpoint', 'nodeDownKbit'),
  nodeUpLoss: indexOfMetric('endpoint', 'nodeUpLoss'),
  nodeRtt: indexOfMetric('endpoint', 'nodeRtt'),
  nodeUpJitter: indexOfMetric('endpoint', 'nodeUpJitter'),
  nodeDownLoss: indexOfMetric('endpoint', 'nodeDownLoss'),
  nodeScore: indexOfMetric('endpoint', 'nodeScore'),
}

/** True while what a node said counts as of now. */
export const isFresh = (side: NodeSide | null, now: number): side is NodeSide =>
  side !== null && now - side.at <= KEPT_MS

/**
 * A sample with the figures of the node: in the places that are its own nothing else counts, as a room's page could write anything there.
 * @param values of the room's page, or an empty list @param now milliseconds
 */
export function withNodeSide(
  values: readonly (number | null)[],
  side: NodeSide | null,
  now: number,
): readonly (number | null)[] {
  const sample: (number | null)[] = values.slice(0, FIRST)
  while (sample.length < METRICS.endpoint.length) sample.push(null)
  if (!isFresh(side, now)) return sample
  const flowing = side.producers.filter(({ paused }) => !paused)
  const jitters = flowing.flatMap(({ jitter }) => jitter ?? [])
  sample[places.nodeUpKbit] = side.send.bitrateIn / 1000
  sample[places.nodeDownKbit] = side.recv.bitrateOut / 1000
  sample[places.nodeUpLoss] = inPercent(side.send.loss)
  sample[places.nodeRtt] = side.rtt
  sample[places.nodeUpJitter] = jitters.length === 0 ? null : Math.max(...jitters)
  sample[places.nodeDownLoss] = inPercent(side.recv.loss)
  sample[places.nodeScore] = flowing.length === 0 ? null : Math.min(...flowing.map(({ score }) => score))
  return sample
}

const inPercent = (share: number | null): number | null => (share === null ? null : share * 100)
