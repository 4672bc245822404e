/**
 * `npx node tests/load/farm/makeClips.ts`: draws the rooms of `clips/` and has Chromium encode them (WebCodecs, VP8, L1T3). Only
 * needed when they shall look different (then take the files away first): they are in the repository.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumFlags } from '../../browser/Site.ts'
import { CLIP_COLOURS, CLIP_FPS, CLIP_LAYERS, CLIP_SECONDS, clipFile, HD_FPS, HD_LAYERS, hdFile } from './clips.ts'

interface Order {
  readonly colour: readonly number[]
  readonly seed: number
  readonly width: number
  readonly height: number
  readonly bitrate: number
  readonly fps: number
  readonly frames: number
}

/** Runs in the page. Answers each frame in base64, with its temporal layer. */
async function encode({
  colour,
  seed,
  width,
  height,
  bitrate,
  fps,
  frames,
}: Order): Promise<{ layer: number; data: string }[]> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const pen = context
  const scale = width / 640

  /** An official at the table, who nods; the one who speaks moves more. */
  function person(x: number, size: number, time: number, speaks: boolean): void {
    const nod = Math.sin(time * Math.PI * 2) * (speaks ? 7 : 2)
    pen.fillStyle = '#f0f0ee'
    pen.beginPath()
    pen.ellipse(x, 300 + nod / 3, size * 0.95, size * 1.25, 0, Math.PI, 0)
    pen.fill()
    pen.fillStyle = '#d9a987'
    pen.beginPath()
    pen.ellipse(x + nod / 2, 300 - size * 1.65 + nod, size * 0.46, size * 0.58, 0, 0, Math.PI * 2)
    pen.fill()
    pen.fillStyle = '#22201e'
    pen.beginPath()
    pen.ellipse(x + nod / 2, 300 - size * 1.9 + nod, size * 0.48, size * 0.36, 0, Math.PI, 0)
    pen.fill()
  }

  function draw(frame: number): void {
    const time = frame / frames
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    pen.fillStyle = `rgb(${colour.join(' ')})`
    pen.fillRect(0, 0, 640, 360)
    pen.fillStyle = 'rgb(255 255 255 / 85%)'
    pen.fillRect(190, 24, 260, 52)
    const people = 2 + (seed % 3)
    for (let n = 0; n < people; n += 1)
      person(((n + 1) * 640) / (people + 1), 62 - people * 4, time * (1 + (n % 2)) + n / 3, n === seed % people)
    pen.fillStyle = '#5b3a24'
    pen.fillRect(0, 296, 640, 64)
    pen.fillStyle = '#e8e3da'
    for (let n = 0; n < people; n += 1) pen.fillRect(((n + 1) * 640) / (people + 1) - 34, 306, 68, 18)
    // The grain of a cheap camera in a dim room, which is most of what such a picture costs to encode and decode.
    const image = pen.getImageData(0, 0, width, height)
    for (let at = 0; at < image.data.length; at += 4) {
      const grain = (Math.random() - 0.5) * 14
      for (let c = 0; c < 3; c += 1) image.data[at + c] = (image.data[at + c] ?? 0) + grain
    }
    pen.putImageData(image, 0, 0)
  }

  const encoded: { layer: number; data: string }[] = []
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      encoded.push({ layer: metadata?.svc?.temporalLayerId ?? 0, data: bytes.toBase64() })
    },
    error: (error) => {
      throw error
    },
  })
  encoder.configure({
    codec: 'vp8',
    width,
    height,
    bitrate,
    framerate: fps,
    scalabilityMode: 'L1T3',
    latencyMode: 'realtime',
    bitrateMode: 'constant',
  })
  for (let frame = 0; frame < frames; frame += 1) {
    draw(frame)
    const picture = new VideoFrame(canvas, { timestamp: (frame * 1_000_000) / fps })
    encoder.encode(picture, { keyFrame: frame === 0 })
    picture.close()
  }
  await encoder.flush()
  encoder.close()
  return encoded
}

/** The container that the farm reads; times in frames. */
function ivf({ width, height, fps }: Order, frames: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(32)
  header.write('DKIF', 0, 'latin1')
  header.writeUInt16LE(32, 6)
  header.write('VP80', 8, 'latin1')
  header.writeUInt16LE(width, 12)
  header.writeUInt16LE(height, 14)
  header.writeUInt32LE(fps, 16)
  header.writeUInt32LE(1, 20)
  header.writeUInt32LE(frames.length, 24)
  const parts = frames.flatMap((frame, index) => {
    const each = Buffer.alloc(12)
    each.writeUInt32LE(frame.length, 0)
    each.writeUInt32LE(index, 4)
    return [each, frame]
  })
  return Buffer.concat([header, ...parts])
}

const PATTERN = [0, 2, 1, 2]

const browser = await chromium.launch(chromiumFlags([]))
try {
  const page = await browser.newPage()
  // WebCodecs wants a secure page.
  await page.route('https://clips.invalid/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  )
  await page.goto('https://clips.invalid/')
  mkdirSync(join(import.meta.dirname, 'clips'), { recursive: true })
  const orders = [
    ...CLIP_COLOURS.flatMap((colour, seed) =>
      CLIP_LAYERS.map((layer) => ({ ...layer, colour, seed, fps: CLIP_FPS, path: clipFile(seed, layer.height) })),
    ),
    ...HD_LAYERS.map((layer) => ({
      ...layer,
      colour: CLIP_COLOURS[0],
      seed: 0,
      fps: HD_FPS,
      path: hdFile(layer.height),
    })),
  ]
  // What is there stays: an encoder never makes the same file twice.
  for (const { path, ...layer } of orders.filter((one) => !existsSync(one.path))) {
    const order = { ...layer, frames: layer.fps * CLIP_SECONDS }
    const frames = await page.evaluate(encode, order)
    const strange = frames.findIndex(({ layer: temporal }, at) => temporal !== PATTERN[at % PATTERN.length])
    if (strange >= 0 || frames.length !== order.frames)
      throw new Error(`this Chromium has another pattern of temporal layers, from frame ${strange} of ${frames.length}`)
    const file = ivf(
      order,
      frames.map(({ data }) => Buffer.from(data, 'base64')),
    )
    writeFileSync(path, file)
    console.log(`${path}: ${file.length} bytes`)
  }
} finally {
  await browser.close()
}
