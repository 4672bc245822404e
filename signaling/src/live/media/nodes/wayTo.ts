import type { NodeAddress, Via } from '@diem-cau/sfu-contract'

/**
 * A meeting of more nodes than this goes over its home: direct pipes between all of them would be more than one hop
 * more is worth.
 */
const MAX_DIRECT = 8

/**
 * Says how a node comes to a producer of another, the neighbour first (sfu/decisions/010): straight from it; in a
 * meeting of many nodes over the home, which takes each producer in once for all. Pure.
 * @param to the node that wants it
 * @param from the node that has it
 * @param nodes those of the meeting that are up, the home first
 */
export function wayTo(to: NodeAddress, from: NodeAddress, nodes: readonly NodeAddress[]): Via {
  const [home] = nodes
  const isDirect = nodes.length <= MAX_DIRECT || home === undefined
  return isDirect || home.nodeId === from.nodeId || home.nodeId === to.nodeId ? [from] : [home, from]
}
