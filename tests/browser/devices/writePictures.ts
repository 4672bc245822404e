import { closeSync, openSync, writeSync } from 'node:fs'

/** Pixels, and frames a second. */
export interface PictureFormat {
  readonly width: number
  readonly height: number
  readonly fps: number
}

/** Luma, then both chroma planes of half the width and height (4:2:0). */
export type Planes = readonly [Buffer, Buffer, Buffer]

/**
 * Writes a y4m for Chromium's `--use-file-for-fake-video-capture`, which plays it again and again.
 * @param pictures one after the other; a buffer may be used again once the next one is asked for
 */
export function writePictures(file: string, { width, height, fps }: PictureFormat, pictures: Iterable<Planes>): void {
  const handle = openSync(file, 'w')
  try {
    writeSync(handle, `YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)
    for (const planes of pictures) {
      writeSync(handle, 'FRAME\n')
      for (const plane of planes) writeSync(handle, plane)
    }
  } finally {
    closeSync(handle)
  }
}

/** Writes a camera whose picture never changes and has no colour. @param luma 16 is black, 235 white */
export function writeStill(file: string, luma: number): void {
  const format = { width: 640, height: 360, fps: 10 }
  const samples = format.width * format.height
  const chroma = Buffer.alloc(samples / 4, 128)
  const still: Planes = [Buffer.alloc(samples, luma), chroma, chroma]
  writePictures(file, format, [still, still])
}
