import { expect, test } from 'vitest'
import { movesOf, moveTo, placeOf, pressed, stepped } from './cameraMoves.ts'

/** A camera with a motor, as a browser shows it. */
function camera(capabilities: object, settings: object = {}) {
  const asked: MediaTrackConstraints[] = []
  const track = {
    getCapabilities: () => capabilities,
    getSettings: () => settings,
    getConstraints: () => ({ width: { ideal: 1280 }, pan: true, tilt: true, zoom: true }),
    applyConstraints: async (constraints: MediaTrackConstraints) => void asked.push(constraints),
  } as Partial<MediaStreamTrack> as MediaStreamTrack
  return { track, asked }
}

const zoom = { min: 100, max: 400, step: 1 }

test('23.12 what a camera can do is what it tells; a range without room is none', () => {
  expect([...movesOf(camera({ zoom, pan: { min: 0, max: 0, step: 1 }, tilt: {} }).track).keys()]).toEqual(['zoom'])
  expect(movesOf(camera({}).track).size).toBe(0)
  expect(placeOf(camera({}, { zoom: 150, width: 1280 }).track)).toEqual({ zoom: 150 })
})

test('23.12 a press moves by a part of the range and not past its end', () => {
  expect(stepped(100, zoom, 1)).toBe(115)
  expect(stepped(395, zoom, 1)).toBe(400)
  expect(stepped(0, { min: -2, max: 2, step: 1 }, -1)).toBe(-1)
})

test('23.12 a camera is moved within what it can do, and its picture stays as it was asked for', async () => {
  const { track, asked } = camera({ zoom })
  expect(await moveTo(track, { zoom: 900, pan: 5 })).toBe(true)
  expect(asked).toEqual([{ width: { ideal: 1280 }, advanced: [{ zoom: 400 }] }])
  expect(await moveTo(track, { pan: 5 })).toBe(false)
})

test('24.2 a press from afar is one step, or a place that was kept; what the camera cannot do is refused', async () => {
  const { track, asked } = camera({ zoom }, { zoom: 100 })
  expect(await pressed(track, { kind: 'step', move: 'zoom', direction: 1 }, [])).toBe(true)
  expect(await pressed(track, { kind: 'place', place: 1 }, [null, { zoom: 300 }])).toBe(true)
  expect(asked.map(({ advanced }) => advanced)).toEqual([[{ zoom: 115 }], [{ zoom: 300 }]])
  expect(await pressed(track, { kind: 'step', move: 'pan', direction: 1 }, [])).toBe(false)
  expect(await pressed(track, { kind: 'place', place: 0 }, [null, { zoom: 300 }])).toBe(false)
})

test('23.12 where a browser refuses moves beside anything else they are asked for alone', async () => {
  const { track, asked } = camera({ zoom })
  const apply = track.applyConstraints.bind(track)
  track.applyConstraints = (constraints) =>
    constraints?.width ? Promise.reject(new DOMException('', 'OverconstrainedError')) : apply(constraints)
  expect(await moveTo(track, { zoom: 200 })).toBe(true)
  expect(asked).toEqual([{ advanced: [{ zoom: 200 }] }])
})
