import { expect, test } from 'vitest'
import { plotOfSites } from './plotOfSites.ts'

const run = (sites: number, workerCores: number) => ({ sites, workerCores, sfuCores: 0.01, signalingCores: 0.02 })
const heights = (svg: string) =>
  [...svg.matchAll(/<polyline points="([^"]+)" fill="none" stroke="#1c7ed6"/g)].flatMap(([, points = '']) =>
    points.split(' ').map((point) => Number(point.split(',')[1])),
  )

test('what costs more stands higher, and every number of rooms is named below', () => {
  const svg = plotOfSites([run(7, 0.05), run(85, 0.3), run(170, 0.6)])
  const [few = 0, many = 0, most = 0] = heights(svg)
  expect(few).toBeGreaterThan(many)
  expect(many).toBeGreaterThan(most)
  for (const sites of [7, 85, 170]) expect(svg).toContain(`>${sites}</text>`)
})

test('names that would stand on each other stand apart', () => {
  const svg = plotOfSites([run(7, 0.05), run(170, 0.6)])
  const at = (name: string) => Number(new RegExp(`y="([\\d.]+)" dy="4" fill="[^"]+">${name}<`).exec(svg)?.[1])
  expect(at('media node') - at('signaling')).toBeGreaterThanOrEqual(16)
  expect(at('signaling')).toBeGreaterThan(at('media workers'))
})

test('without a run, or with one that cost nothing, there is a plot', () => {
  for (const svg of [plotOfSites([]), plotOfSites([run(7, 0)])]) {
    expect(svg).toContain('</svg>')
    expect(svg).not.toContain('NaN')
  }
})
