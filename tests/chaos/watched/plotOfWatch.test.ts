import { expect, test } from 'vitest'
import { marksOf, plotOfWatch } from './plotOfWatch.ts'

const death = (name: string, atS: number, mendedS = atS) => ({ case: name, atS, mendedS })
const line = (value: number) => Array.from({ length: 300 }, (_, n) => (n > 100 && n < 120 ? 0 : value))
const timeline = {
  stepMs: 100,
  rooms: 85,
  sound: line(85),
  picture: line(85),
  browsers: [{ name: 'chair', framesPerS: line(20), hears: line(1).map((one) => one > 0) }],
  commands: [
    { atS: 5, ms: 12, isDone: true },
    { atS: 10, ms: 900, isDone: false },
    { atS: 11, ms: null, isDone: false },
  ],
}

test('each death is a mark with its name, and one that lasts is shaded as long as it does', () => {
  const svg = plotOfWatch(timeline, marksOf([death('node', 10), death('redis+cable5', 15, 20)]))
  for (const name of ['media node', 'Redis + cable, 5 s', 'chair']) expect(svg).toContain(`>${name}</text>`)
  expect(svg.match(/class="cut"/g)).toHaveLength(1)
})

test('answers are dots, those that came late higher; what was never answered has none', () => {
  const svg = plotOfWatch(timeline, [])
  const heights = [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y))
  expect(heights).toHaveLength(2)
  expect(heights[1]).toBeLessThan(heights[0] ?? 0)
})

test('it is read in the light and in the dark', () => {
  expect(plotOfWatch(timeline, [])).toContain('prefers-color-scheme:dark')
})

test('of a meeting in which nothing was noted there is a plot too', () => {
  const svg = plotOfWatch({ ...timeline, sound: [], picture: [], browsers: [], commands: [], rooms: 0 }, [])
  expect(svg).toContain('</svg>')
  expect(svg).not.toContain('NaN')
})
