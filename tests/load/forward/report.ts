import { ratioOf, type Spread, spreadOf } from './compare.ts'
import type { Samples } from './measureInTurns.ts'
import type { ShapeName } from './shapes.ts'

/** Each contender's cost in each shape, microseconds of CPU a packet, and whether packets were lost on the way. */
export function costs<Name extends string>(samples: Samples<Name>) {
  const each = [...samples].map(([shape, byName]) => [
    shape,
    Object.fromEntries(
      [...byName].map(([name, taken]) => [
        name,
        {
          usPerPacket: spreadOf(taken.map(({ usPerPacket }) => usPerPacket)),
          workerUsPerPacket: spreadOf(taken.map(({ workerUsPerPacket }) => workerUsPerPacket)),
          packetsPerSecond: Math.round(taken.reduce((sum, { outPerSecond }) => sum + outPerSecond, 0) / taken.length),
          lost: taken.reduce((sum, { lost }) => sum + lost, 0),
          /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
          framesNotSent: taken.reduce((sum, { framesNotSent }) => sum + framesNotSent, 0),
        },
      ]),
    ),
  ])
  return Object.fromEntries(each) as Record<ShapeName, Record<Name, Cost>>
}
export interface Cost {
  readonly usPerPacket: Spread
  readonly workerUsPerPacket: Spread
  readonly packetsPerSecond: number
  readonly lost: number
  readonly framesNotSent: number
}

/**
 * The cost of one through that of another, by shape and of the shape where it is worst; null where the other was not measured.
 * @param of of all processes of a server, or of its media workers alone
 */
export function ratio<Name extends string>(
  samples: Samples<Name>,
  one: Name,
  other: Name,
  of: 'usPerPacket' | 'workerUsPerPacket' = 'usPerPacket',
) {
  const byShape = [...samples].flatMap(([shape, byName]) => {
    const costsOf = (name: Name) => (byName.get(name) ?? []).map((sample) => sample[of])
    const theirs = costsOf(other)
    return theirs.length === 0 ? [] : [{ shape, ...ratioOf(costsOf(one), theirs) }]
  })
  return byShape.length === 0 ? null : { worst: Math.max(...byShape.map(({ p50 }) => p50)), byShape }
}
