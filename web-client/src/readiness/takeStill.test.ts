import { MAX_STILL_BYTES } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { type Encode, takeStill } from './takeStill.ts'

/** As large as a picture with so many bits a pixel is. */
const encodeAt =
  (bitsPerPixel: number, asked: string[] = []): Encode =>
  async (width, height, quality) => {
    asked.push(`${width}x${height} ${quality}`)
    return new Blob([new Uint8Array((width * height * bitsPerPixel * quality) / 8)])
  }

test('18.29 a still keeps the shape of the picture, and is made smaller until it has 60 kB', async () => {
  const asked: string[] = []
  const still = await takeStill({ width: 1920, height: 1080 }, encodeAt(4, asked))
  expect(asked).toEqual(['640x360 0.7', '640x360 0.5'])
  expect(still.size).toBeLessThanOrEqual(MAX_STILL_BYTES)
  expect(await takeStill({ width: 320, height: 240 }, encodeAt(1, asked))).toBeInstanceOf(Blob)
  expect(asked.at(-1), 'never larger than the picture').toBe('320x240 0.7')
})

test('without a picture, or a browser that makes a small one, there is none', async () => {
  await expect(takeStill({ width: 0, height: 0 }, encodeAt(1))).rejects.toThrow(RangeError)
  await expect(takeStill({ width: 640, height: 480 }, encodeAt(500))).rejects.toThrow(RangeError)
  await expect(takeStill({ width: 640, height: 480 }, async () => null)).rejects.toThrow(RangeError)
})
