/** Brightness of each pixel, 0 to 255. */
export type Greys = Float32Array

/** @param rgba four bytes a pixel, as a canvas has them */
export function greysOf(rgba: Uint8ClampedArray): Greys {
  const greys = new Float32Array(rgba.length / 4)
  for (let pixel = 0; pixel < greys.length; pixel++) {
    const at = pixel * 4
    // ITU-R BT.601, 2.5.1.
    greys[pixel] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
  }
  return greys
}

/** The plane of brightness of a frame: a byte a pixel, `stride` bytes a row; `isFull`: 0 to 255 are used, otherwise 16 to 235. */
export interface LumaPlane {
  readonly bytes: Uint8Array
  readonly stride: number
  readonly width: number
  readonly height: number
  readonly isFull: boolean
}

/** A small picture of a large one: each of its pixels is the mean of four, spread over what it stands for. */
export function greysOfPlane(plane: LumaPlane, width: number, height: number): Greys {
  const { bytes, stride, isFull } = plane
  const greys = new Float32Array(width * height)
  const at = (x: number, y: number) =>
    bytes[Math.floor((y * plane.height) / height) * stride + Math.floor((x * plane.width) / width)] ?? 0
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [left, right] = [column + 0.25, column + 0.75]
      const [top, bottom] = [row + 0.25, row + 0.75]
      const mean = (at(left, top) + at(right, top) + at(left, bottom) + at(right, bottom)) / 4
      greys[row * width + column] = isFull ? mean : Math.min(255, Math.max(0, ((mean - 16) * 255) / 219))
    }
  return greys
}

export function lumaOf(greys: Greys): number {
  return greys.reduce((sum, grey) => sum + grey, 0) / Math.max(1, greys.length)
}

/** The mean difference of a pixel between two pictures. */
export function motionOf(before: Greys, after: Greys): number {
  return after.reduce((sum, grey, pixel) => sum + Math.abs(grey - (before[pixel] ?? 0)), 0) / Math.max(1, after.length)
}
