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

export function lumaOf(greys: Greys): number {
  return greys.reduce((sum, grey) => sum + grey, 0) / Math.max(1, greys.length)
}

/** The mean difference of a pixel between two pictures. */
export function motionOf(before: Greys, after: Greys): number {
  return after.reduce((sum, grey, pixel) => sum + Math.abs(grey - (before[pixel] ?? 0)), 0) / Math.max(1, after.length)
}
