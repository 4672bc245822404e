import type { NodeReport } from '@diem-cau/sfu-contract'

/** Share of its core from which a worker is short of time for what it carries, over the seconds that a report means. */
const HOT_CPU = 0.9

/** A worker up to this share has time for more. */
const COOL_CPU = 0.6

/** A worker of a node. */
export type Seat = { readonly nodeId: NodeReport['nodeId']; readonly worker: number }

/** Something that can be moved. */
export type Movable = {
  readonly seat: Seat
  /** Its voice or picture is what everybody hears or watches: it is moved last. */
  readonly isWatched: boolean
}

/**
 * Lists what should be somewhere else, in the order in which it is moved: all that is on a node which drains, and one
 * thing from a worker that is hot while another one has time. The list is empty while there is nowhere to go. Pure.
 */
export function worthMoving<T extends Movable>(movables: readonly T[], nodes: readonly NodeReport[]): T[] {
  const open = nodes.filter(({ draining }) => !draining)
  const draining = new Set(nodes.flatMap((node) => (node.draining ? [node.nodeId] : [])))
  const others = (seat: Seat) =>
    open.flatMap((node) => node.workers.filter(({ index }) => node.nodeId !== seat.nodeId || index !== seat.worker))
  const cpuOf = ({ nodeId, worker }: Seat) =>
    nodes.find((node) => node.nodeId === nodeId)?.workers.find(({ index }) => index === worker)?.cpu ?? 0
  const quietFirst = movables.toSorted((a, b) => Number(a.isWatched) - Number(b.isWatched))
  const leaving = quietFirst.filter(({ seat }) => draining.has(seat.nodeId) && others(seat).length > 0)
  if (leaving.length > 0) return leaving
  const relief = quietFirst.find(
    ({ seat, isWatched }) => !isWatched && cpuOf(seat) >= HOT_CPU && others(seat).some(({ cpu }) => cpu <= COOL_CPU),
  )
  return relief ? [relief] : []
}
