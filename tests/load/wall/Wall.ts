import type { Stack } from '../../../infra/start/launch.ts'
import { Site } from '../../browser/Site.ts'
import { CityStack } from '../city/CityStack.ts'
import { CLIP_COLOURS } from '../farm/clips.ts'
import type { Farm } from '../farm/Farm.ts'
import { WallRoom } from './WallRoom.ts'

/** The whole stack with so many rooms in one meeting, each sending its camera, and the chair's browser before the lobby's door. */
export class Wall implements AsyncDisposable {
  readonly stack: Stack
  readonly farm: Farm
  readonly chair: Site
  readonly rooms: readonly WallRoom[]
  readonly #closing: AsyncDisposableStack

  private constructor(parts: Pick<Wall, 'stack' | 'farm' | 'chair' | 'rooms'>, closing: AsyncDisposableStack) {
    this.stack = parts.stack
    this.farm = parts.farm
    this.chair = parts.chair
    this.rooms = parts.rooms
    this.#closing = closing
  }

  /** @param deviceFlags Chromium flags instead of the chair's camera and microphone */
  static async open(folder: string, count: number, deviceFlags?: readonly string[]): Promise<Wall> {
    await using closing = new AsyncDisposableStack()
    const ground = closing.use(await CityStack.open({ folder, sites: count, workers: 1 }))
    const { stack, farm, seeded } = ground
    const chair = await Site.launch({
      name: 'wall-chair',
      account: seeded.chair,
      colour: [120, 120, 120],
      hertz: 440,
      folder,
      webPort: Number(new URL(stack.url).port),
      mediaLine: null,
      ...(deviceFlags ? { deviceFlags } : {}),
    })
    closing.defer(() => chair.close())
    const rooms = await ground.enterAll(async ({ unit, token }, n) => {
      const room = await WallRoom.enter(farm, {
        url: stack.url,
        meetingId: seeded.meetingId,
        token,
        unit,
        clip: n % CLIP_COLOURS.length,
      })
      closing.defer(() => room.close())
      return room
    })
    return new Wall({ stack, farm, chair, rooms }, closing.move())
  }

  /** Waits, in the page, until every room's tile has shown a picture. @returns milliseconds since the click on join */
  async allFirstFrames(timeoutMs: number, page = this.chair.page): Promise<number> {
    const units = this.rooms.map(({ unit }) => unit.code)
    await page.waitForFunction(
      (wanted) =>
        wanted.every((code) => {
          const video = document.querySelector(`[data-testid="tile"][data-unit="${CSS.escape(code)}"] video`)
          return video instanceof HTMLVideoElement && video.getVideoPlaybackQuality().totalVideoFrames > 0
        }),
      units,
      { timeout: timeoutMs, polling: 50 },
    )
    return page.evaluate(
      () => performance.now() - (performance.getEntriesByName('diem-cau:join-click').at(-1)?.startTime ?? Number.NaN),
    )
  }

  /** Reads what the chair's page shows of each room now. */
  async tiles(page = this.chair.page): Promise<WallTile[]> {
    const seen = await page.evaluate(readTiles)
    return this.rooms.map(({ unit, colour }) => {
      const tile = seen.find(({ code }) => code === unit.code)
      const off = tile?.colour ? Math.max(...tile.colour.map((c, at) => Math.abs(c - (colour[at] ?? 0)))) : 255
      return {
        unit: unit.code,
        frames: tile?.frames ?? 0,
        width: tile?.width ?? 0,
        height: tile?.height ?? 0,
        shownHeight: tile?.shownHeight ?? 0,
        colourOff: Math.round(off),
      }
    })
  }

  /** Cameras send only while they are measured: two walls at once would share the machine. */
  async send(on: boolean): Promise<void> {
    await Promise.all(this.rooms.map((room) => room.send(on)))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync()
  }
}

export interface WallTile {
  readonly unit: string
  /** Number of frames shown so far. */
  readonly frames: number
  /** Width of the picture, in its own pixels. */
  readonly width: number
  readonly height: number
  /** Height at which it is shown, in device pixels. */
  readonly shownHeight: number
  /** Distance of its colour from that of the room's camera, of 255. */
  readonly colourOff: number
}

/** Runs in the page. Reads of each camera tile its unit, the frames shown, and the colour of its upper corners, where the rooms' walls are. */
function readTiles(): {
  code: string
  frames: number
  width: number
  height: number
  shownHeight: number
  colour: number[] | null
}[] {
  const canvas = document.createElement('canvas')
  canvas.width = 32
  canvas.height = 18
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return [...document.querySelectorAll('[data-testid="tile"][data-source="camera"]')].map((tile) => {
    const video = tile.querySelector('video')
    let colour: number[] | null = null
    if (pen && video && video.videoWidth > 0) {
      pen.drawImage(video, 0, 0, 32, 18)
      const { data } = pen.getImageData(1, 1, 6, 4)
      colour = [0, 1, 2].map(
        (c) =>
          Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + c] ?? 0).reduce(
            (sum, value) => sum + value,
            0,
          ) /
          (data.length / 4),
      )
    }
    return {
      code: tile.getAttribute('data-unit') ?? '',
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      width: video?.videoWidth ?? 0,
      height: video?.videoHeight ?? 0,
      shownHeight: Math.round(tile.clientHeight * devicePixelRatio),
      colour,
    }
  })
}
