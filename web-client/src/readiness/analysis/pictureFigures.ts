import { type Greys, lumaOf } from '../../live/media/statistics/pictureOf.ts'

/** `luma` and `contrast` 0 to 255; `sharpness`: how much a pixel differs from those around it, squared: edges. */
export interface PictureFigures {
  readonly luma: number
  readonly contrast: number
  readonly sharpness: number
}

/** Measures one picture. @param width of a row, in pixels */
export function pictureFigures(greys: Greys, width: number): PictureFigures {
  const luma = lumaOf(greys)
  const variance = greys.reduce((sum, grey) => sum + (grey - luma) ** 2, 0) / Math.max(1, greys.length)
  return { luma, contrast: Math.sqrt(variance), sharpness: laplacian(greys, width) }
}

/** The mean square of what a pixel has more than its four neighbours; the rim has not all of them. */
function laplacian(greys: Greys, width: number): number {
  const height = Math.floor(greys.length / width)
  let sum = 0
  let count = 0
  const at = (index: number) => greys[index] ?? 0
  for (let row = 1; row < height - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const index = row * width + column
      const around = at(index - 1) + at(index + 1) + at(index - width) + at(index + width)
      sum += (4 * at(index) - around) ** 2
      count++
    }
  return count === 0 ? 0 : sum / count
}
