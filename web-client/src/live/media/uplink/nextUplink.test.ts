import { expect, test } from 'vitest'
import { nextUplink, OPEN, type Uplink } from './nextUplink.ts'

/** Where the camera is after these estimates (kbit/s), one a second. */
function after(estimates: readonly (number | null)[], from: Uplink = OPEN): string[] {
  let uplink = from
  return estimates.map((available, second) => {
    uplink = nextUplink(uplink, available, second * 1000)
    return uplink.shape.kind
  })
}

test('21.5 a line that becomes narrow has the camera send its smallest picture, and one that is wide again all of it', () => {
  expect(after([1_500, 240, 240, 240, 700, 700, 700])).toEqual([
    'whole',
    'whole',
    'small',
    'small',
    'lean',
    'lean',
    'whole',
  ])
})

test('21.5 a line on which all three sizes do not fit carries the whole picture and the smallest one', () => {
  expect(after([1_500, 1_100, 1_100, 1_300, 1_300])).toEqual(['whole', 'whole', 'lean', 'lean', 'lean'])
  expect(after([240, 240, 1_100]), 'at once after a squeeze').toEqual(['whole', 'small', 'lean'])
})

test('21.5 the middle size comes back as soon as there is room for all, or only for it', () => {
  const [lean] = [1_100, 1_100].reduce<Uplink[]>(
    ([uplink = OPEN], available, second) => [nextUplink(uplink, available, second)],
    [],
  )
  expect(after(Array<number>(10).fill(2_000), lean).slice(-2)).toEqual(['lean', 'whole'])
  expect(after([700, 700], lean)).toEqual(['lean', 'whole'])
  expect(after([200, 200], lean)).toEqual(['lean', 'small'])
})

test('21.5 who sent all three sizes over a line that did not carry them waits twice as long before the next time', () => {
  const fails = [...Array<number>(10).fill(2_000), 1_100, 1_100]
  const once = [1_100, 1_100, ...fails].reduce(
    (uplink, available, second) => nextUplink(uplink, available, second * 1000),
    OPEN,
  )
  expect(once.shape.kind).toBe('lean')
  expect(after(Array<number>(20).fill(2_000), once).slice(-2)).toEqual(['lean', 'whole'])
})

test('21.5 a line that carries the whole picture is asked every five seconds whether it carries more', () => {
  let uplink = nextUplink(nextUplink(OPEN, 1_200, 0), 1_200, 0)
  const turns = Array.from({ length: 12 }, (_, second) => {
    uplink = nextUplink(uplink, 1_200, second * 1000)
    return uplink.shape.kind === 'lean' ? uplink.shape.turn : null
  })
  expect(turns).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2])
})

test('21.5 one low estimate changes nothing', () => {
  expect(after([1_500, 300, 900, 300, 900])).toEqual(Array(5).fill('whole'))
})

test('21.5 a line that carries a voice and no more sends no picture, and is tried again after a while', () => {
  expect(after([80, 80, 80, 80, 80, 80, 80, 80, 80, 80])).toEqual([
    'whole',
    'small',
    'small',
    'small',
    'none',
    'none',
    'none',
    'none',
    'small',
    'small',
  ])
})

test('21.5 the smallest picture takes what the voice leaves, and leaves room to find more', () => {
  const bitrates = [250, 150, 110, 400].map((available) => {
    const { shape } = nextUplink(nextUplink(OPEN, available, 0), available, 1_000)
    return shape.kind === 'small' ? shape.bitrate : null
  })
  expect(bitrates).toEqual([36_000, 30_000, 30_000, 96_000])
})

test('a browser that says nothing of its line sends all', () => {
  expect(after([null, null, null])).toEqual(['whole', 'whole', 'whole'])
})
