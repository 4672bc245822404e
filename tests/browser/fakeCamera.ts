import { closeSync, openSync, writeSync } from 'node:fs'

interface CameraFormat {
  readonly width: number
  readonly height: number
  readonly fps: number
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
  const { width, height, fps, frames } = format
  const half = { width: width / 2, height: height / 2 }
  const [y, u, v] = yuv(colour)
  const barTop = Math.round((height * 0.75) / 2) * 2
  const barWidth = width / 10
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, `YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)
    for (let n = 0; n < frames; n++) {
      const luma = Buffer.alloc(width * height, y)
      const chroma = [Buffer.alloc(half.width * half.height, u), Buffer.alloc(half.width * half.height, v)]
      const left = Math.round(((width - barWidth) * n) / frames / 2) * 2
      for (let row = barTop; row < height; row++) luma.fill(235, row * width + left, row * width + left + barWidth)
      for (const plane of chroma) {
        for (let row = barTop / 2; row < half.height; row++) {
          plane.fill(128, row * half.width + left / 2, row * half.width + (left + barWidth) / 2)
        }
      }
      writeSync(handle, 'FRAME\n')
      for (const plane of [luma, ...chroma]) writeSync(handle, plane)
    }
  } finally {
    closeSync(handle)
  }
}
