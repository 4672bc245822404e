import { MAX_STILL_BYTES } from '@diem-cau/signaling-contract/readiness'

/** Widths and qualities that are tried one after the other until the picture is small enough. */
const TRIES = [
  [640, 0.7],
  [640, 0.5],
  [480, 0.5],
  [320, 0.5],
  [320, 0.3],
] as const

/** A picture of so many pixels as a JPEG; null when the browser makes none. */
export type Encode = (width: number, height: number, quality: number) => Promise<Blob | null>

/**
 * A still of a camera for the board, 60 kB at most.
 * @param size of the camera's picture in pixels
 * @throws RangeError when there is no picture, or none that is small enough
 */
export async function takeStill(
  size: { readonly width: number; readonly height: number },
  encode: Encode,
): Promise<Blob> {
  if (size.width < 1 || size.height < 1) throw new RangeError('the camera gives no picture')
  for (const [most, quality] of TRIES) {
    const width = Math.min(most, size.width)
    const blob = await encode(width, Math.max(1, Math.round((size.height * width) / size.width)), quality)
    if (blob && blob.size <= MAX_STILL_BYTES) return blob
  }
  throw new RangeError('no still was small enough')
}
