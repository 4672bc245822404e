import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CameraYield } from './CameraYield.ts'
import type { Shape } from './nextUplink.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A camera on a line of which the browser believes what `line` says. */
function camera(line: { kbit: number | null }) {
  const shapes: Shape[] = []
  const looks: number[] = []
  const camera = new CameraYield({
    look: async () => {
      looks.push(performance.now())
      return line.kbit
    },
    onShape: (shape) => shapes.push(shape),
  })
  const second = async () => {
    camera.onSecond(line.kbit)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  return { camera, shapes, looks, second }
}

test('21.5 a camera that is small has the browser try twice a second, and comes back between two seconds', async () => {
  const line = { kbit: 200 }
  const { camera: it, shapes, second } = camera(line)
  await second()
  await second()
  expect(shapes.map(({ kind }) => kind)).toEqual(['small', 'small'])
  await second()
  const turns = shapes.map((shape) => ('turn' in shape ? shape.turn : null))
  expect(turns, 'each another one').toEqual([0, 1, 2, 3])
  it.onSecond(line.kbit)
  line.kbit = 800
  await vi.advanceTimersByTimeAsync(500)
  expect(it.shape.kind).toBe('lean')
})

test('a line that is wide is looked at no more often than every second', async () => {
  const { looks, shapes, second } = camera({ kbit: 5_000 })
  for (let n = 0; n < 5; n++) await second()
  expect(looks).toEqual([])
  expect(shapes).toEqual([])
})

test('what the browser answers after another second has come, or when it is over, changes nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const shapes: string[] = []
  const it = new CameraYield({ look: () => promise, onShape: ({ kind }) => shapes.push(kind) })
  it.onSecond(200)
  it.onSecond(200)
  await vi.advanceTimersByTimeAsync(500)
  it.reset()
  resolve(800)
  await vi.advanceTimersByTimeAsync(0)
  expect(shapes).toEqual(['small', 'whole'])
  it.onSecond(200)
  it.onSecond(200)
  it.close()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shapes).toEqual(['small', 'whole', 'small'])
})
