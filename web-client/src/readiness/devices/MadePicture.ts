const WIDTH = 480
const HEIGHT = 270
const FRAMES_A_SEC = 24
/** So many sheets of noise are made once, and shown in turns from another corner each. */
const SHEETS = 2

/** A camera's track that is made up: noise, which no codec makes small, so that it fills the line as far as it may. */
export class MadePicture {
  readonly track: MediaStreamTrack | null
  readonly #timer: ReturnType<typeof setInterval>

  constructor() {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = HEIGHT
    const pen = canvas.getContext('2d')
    const sheets = Array.from({ length: SHEETS }, () => noiseSheet())
    let n = 0
    const draw = () => {
      const sheet = sheets[n++ % SHEETS]
      if (sheet) pen?.drawImage(sheet, -Math.floor(Math.random() * WIDTH), -Math.floor(Math.random() * HEIGHT))
    }
    draw()
    this.track = canvas.captureStream(FRAMES_A_SEC).getVideoTracks()[0] ?? null
    this.#timer = setInterval(draw, 1_000 / FRAMES_A_SEC)
  }

  close(): void {
    clearInterval(this.#timer)
    this.track?.stop()
  }
}

function noiseSheet(): OffscreenCanvas {
  const sheet = new OffscreenCanvas(2 * WIDTH, 2 * HEIGHT)
  const pen = sheet.getContext('2d')
  const image = new ImageData(2 * WIDTH, 2 * HEIGHT)
  const words = new Uint32Array(image.data.buffer)
  let state = 2_463_534_242
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const grey = 64 + (state & 127)
    words[at] = (255 << 24) | (grey << 16) | (grey << 8) | grey
  }
  pen?.putImageData(image, 0, 0)
  return sheet
}
