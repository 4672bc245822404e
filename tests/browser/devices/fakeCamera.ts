import { type PictureFormat, type Planes, writePictures } from './writePictures.ts'

interface CameraFormat extends PictureFormat {
  readonly frames: number
}

/** The size is just enough for three simulcast layers (Chromium sends two of less), and the frames few enough for three browsers on two cores. */
const CAMERA: CameraFormat = { width: 960, height: 540, fps: 10, frames: 20 }

/** Red, green, blue, 0..255. */
export type Rgb = readonly [number, number, number]

/** BT.601, limited range, as y4m has it. */
function yuv([r, g, b]: Rgb): [number, number, number] {
  return [
    Math.round(16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256),
    Math.round(128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256),
    Math.round(128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256),
  ]
}

/**
 * Writes a looping y4m for Chromium's `--use-file-for-fake-video-capture`: one colour per site, so
 * that a picture says whose it is, and a white bar that wanders along the lower edge, so that it moves.
 */
export function writeFakeCamera(file: string, colour: Rgb, format = CAMERA): void {
  writePictures(file, format, wandering(colour, format))
}

function* wandering(colour: Rgb, { width, height, frames }: CameraFormat): Generator<Planes> {
  const half = { width: width / 2, height: height / 2 }
  const [y, u, v] = yuv(colour)
  const barTop = Math.round((height * 0.75) / 2) * 2
  const barWidth = width / 10
  for (let n = 0; n < frames; n++) {
    const planes: Planes = [
      Buffer.alloc(width * height, y),
      Buffer.alloc(half.width * half.height, u),
      Buffer.alloc(half.width * half.height, v),
    ]
    const left = Math.round(((width - barWidth) * n) / frames / 2) * 2
    const [luma, ...chroma] = planes
    for (let row = barTop; row < height; row++) luma.fill(235, row * width + left, row * width + left + barWidth)
    for (const plane of chroma) {
      for (let row = barTop / 2; row < half.height; row++) {
        plane.fill(128, row * half.width + left / 2, row * half.width + (left + barWidth) / 2)
      }
    }
    yield planes
  }
}
