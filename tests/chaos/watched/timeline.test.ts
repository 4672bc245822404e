import { expect, test } from 'vitest'
import { longestOfPage, timelineOf } from './timeline.ts'

const FROM = 1_000_000
const steps = (count: number) => Array.from({ length: count }, (_, n) => FROM + n * 100)
/** A page that shows 20 frames a second, and neither frames nor sound while `without` says so. */
const page = (count: number, without: (at: number) => boolean) => {
  let frames = 0
  return steps(count).map((at) => ({
    at,
    frames: without(at - FROM) ? frames : (frames += 2),
    sound: !without(at - FROM),
  }))
}
const nothing = { from: FROM, to: FROM + 3000, farm: [], browsers: [], asked: [] }

test('a room is without sound from its last packet on, once it waits as long as nobody does otherwise', () => {
  const farm = steps(30).map((at, n) => ({
    at,
    // The first room gets nothing from 990 ms to 1500 ms.
    sound: [n >= 10 && n < 15 ? at - FROM - 990 : 10, 10],
    picture: [40, n < 5 ? null : 250],
  }))
  const { rooms, sound, picture } = timelineOf({ ...nothing, farm })
  expect(rooms).toBe(2)
  expect([sound[9], sound[10], sound[13], sound[14]]).toEqual([2, 1, 1, 2])
  expect([picture[0], picture[3], picture[5]]).toEqual([1, 1, 2])
})

test('a browser is counted with the rooms, and told of by its frames', () => {
  const samples = page(30, (ms) => ms > 1000 && ms < 2000)
  const { rooms, picture, browsers } = timelineOf({ ...nothing, browsers: [{ name: 'chair', samples }] })
  expect(rooms).toBe(1)
  expect([picture[5], picture[15], picture[25]]).toEqual([1, 0, 1])
  const [chair] = browsers
  expect([chair?.framesPerS[2], chair?.framesPerS[12], chair?.framesPerS[22]]).toEqual([20, 0, 20])
  expect([chair?.hears[5], chair?.hears[15]]).toEqual([true, false])
  expect(longestOfPage(samples, 'picture', { from: FROM, to: FROM + 3000 })).toBe(1000)
})

test('commands are told by when they were wanted, also those that were refused or never answered', () => {
  const asked = [
    { text: 'b', wantedAt: FROM + 900, answeredAt: null, outcome: null },
    { text: 'a', wantedAt: FROM + 500, answeredAt: FROM + 520, outcome: 'acknowledged' },
    { text: 'c', wantedAt: FROM + 950, answeredAt: FROM + 960, outcome: 'storeUnavailable' },
    { text: 'later', wantedAt: FROM + 5000, answeredAt: FROM + 5001, outcome: 'acknowledged' },
  ]
  expect(timelineOf({ ...nothing, asked }).commands).toEqual([
    { atS: 0.5, ms: 20, isDone: true },
    { atS: 0.9, ms: null, isDone: false },
    { atS: 0.95, ms: 10, isDone: false },
  ])
})
