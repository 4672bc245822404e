import { CAMERA_PLACES, CameraMove, type CameraPress } from '@diem-cau/signaling-contract'
import { z } from 'zod'

const MOVES = CameraMove.options
export type Move = CameraMove

/** Where a camera looks, in the units that its driver tells. */
export const CameraPlace = z.partialRecord(z.enum(MOVES), z.number())
export type CameraPlace = z.infer<typeof CameraPlace>

/** Places that are kept of one camera; null: not yet. */
export type CameraPlaces = readonly (CameraPlace | null)[]

/** The numbers of places, from 0. */
export const PLACES = Array.from({ length: CAMERA_PLACES }, (_, n) => n)

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

/** Does what was pressed, on the TV or by who conducts. @returns false when the camera did not want to */
export function pressed(track: MediaStreamTrack, press: CameraPress, places: CameraPlaces): Promise<boolean> {
  switch (press.kind) {
    case 'step': {
      const range = movesOf(track).get(press.move)
      if (!range) return Promise.resolve(false)
      const before = placeOf(track)[press.move] ?? range.min
      return moveTo(track, { [press.move]: stepped(before, range, press.direction) })
    }
    case 'place': {
      const place = places[press.place]
      return place ? moveTo(track, place) : Promise.resolve(false)
    }
    default:
      return press satisfies never
  }
}

/** Moves the camera; what else was asked of it stays. @returns false when it did not want to */
export async function moveTo(track: MediaStreamTrack, to: CameraPlace): Promise<boolean> {
  const can = movesOf(track)
  const within = Object.entries(to).flatMap(([name, value]) => {
    const move = MOVES.find((one) => one === name)
    const range = move && can.get(move)
    return range ? [[name, Math.min(range.max, Math.max(range.min, value))] as const] : []
  })
  if (within.length === 0) return false
  // That it may be moved was asked when it was opened (`pan: true`): said again here it would stand against the move.
  const before = Object.entries(track.getConstraints()).filter(([name]) => !MOVES.some((move) => move === name))
  const place: MediaTrackConstraints = { advanced: [Object.fromEntries(within)] }
  const done = (constraints: MediaTrackConstraints) =>
    track.applyConstraints(constraints).then(
      () => true,
      () => false,
    )
  // Some versions of Chromium refuse moves beside anything else, and keep the picture as it was asked for without it.
  return (await done({ ...Object.fromEntries(before), ...place })) || done(place)
}
