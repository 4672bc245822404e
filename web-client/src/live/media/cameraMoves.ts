import { z } from 'zod'

const MOVES = ['pan', 'tilt', 'zoom'] as const
export type Move = (typeof MOVES)[number]

/** Where a camera looks, in the units that its driver tells. */
export const CameraPlace = z.partialRecord(z.enum(MOVES), z.number())
export type CameraPlace = z.infer<typeof CameraPlace>

const Range = z
  .object({ min: z.number(), max: z.number(), step: z.number().catch(1) })
  .refine(({ min, max }) => max > min)
export type MoveRange = z.infer<typeof Range>

/** A press moves by this part of the range, or by one step of the driver. */
const PART = 20

/** What a camera can do of pan, tilt and zoom: nothing where it cannot, or where the browser or its owner did not let us. */
export function movesOf(track: MediaStreamTrack): ReadonlyMap<Move, MoveRange> {
  // Firefox has no such method.
  const all: object = track.getCapabilities?.() ?? {}
  return new Map(
    MOVES.flatMap((move) => {
      const range = Range.safeParse(Reflect.get(all, move))
      return range.success ? [[move, range.data] as const] : []
    }),
  )
}

/** Where the camera looks now. */
export const placeOf = (track: MediaStreamTrack): CameraPlace => {
  const { data = {} } = CameraPlace.safeParse(
    Object.fromEntries(Object.entries(track.getSettings()).filter(([name]) => MOVES.some((move) => move === name))),
  )
  return data
}

/** Finds the value after one press, within what the camera can do. @param direction 1 or -1 */
export function stepped(value: number, { min, max, step }: MoveRange, direction: 1 | -1): number {
  const steps = Math.max(1, Math.round((max - min) / PART / step))
  return Math.min(max, Math.max(min, value + direction * steps * step))
}

/** Moves the camera; what else was asked of it stays. @returns false when it did not want to */
export async function moveTo(track: MediaStreamTrack, place: CameraPlace): Promise<boolean> {
  const can = movesOf(track)
  const within = Object.entries(place).flatMap(([name, value]) => {
    const move = MOVES.find((one) => one === name)
    const range = move && can.get(move)
    return range ? [[name, Math.min(range.max, Math.max(range.min, value))] as const] : []
  })
  if (within.length === 0) return false
  const constraints: MediaTrackConstraints = { ...track.getConstraints(), advanced: [Object.fromEntries(within)] }
  return track.applyConstraints(constraints).then(
    () => true,
    () => false,
  )
}
