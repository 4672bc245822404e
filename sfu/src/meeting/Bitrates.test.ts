import { expect, test } from 'vitest'
import { Bitrates } from './Bitrates.ts'

/** A transport that carries so much and counts how often it is asked. */
class Way {
  closed = false
  asked = 0
  readonly #in: number
  readonly #out: number

  constructor(bitrateIn: number, bitrateOut: number) {
    this.#in = bitrateIn
    this.#out = bitrateOut
  }

  getStats(): Promise<readonly unknown[]> {
    this.asked += 1
    if (this.closed) return Promise.reject(new Error('closed'))
    return Promise.resolve([{ recvBitrate: this.#in, sendBitrate: this.#out }])
  }
}

test('what transports carry is summed', async () => {
  const bitrates = new Bitrates()
  const ways = [new Way(100, 1), new Way(20, 2)]
  expect(bitrates.sum(ways)).toEqual({ bitrateIn: 0, bitrateOut: 0 })
  await bitrates.measure(ways)
  expect(bitrates.sum(ways)).toEqual({ bitrateIn: 120, bitrateOut: 3 })
  expect(bitrates.sum(ways.slice(0, 1))).toEqual({ bitrateIn: 100, bitrateOut: 1 })
})

test('of many transports some are asked in each round, each as often as the others', async () => {
  const bitrates = new Bitrates(4)
  const ways = Array.from({ length: 10 }, () => new Way(1, 1))
  for (let round = 0; round < 3; round += 1) await bitrates.measure(ways)
  expect(bitrates.sum(ways)).toEqual({ bitrateIn: 10, bitrateOut: 10 })
  for (let round = 0; round < 12; round += 1) await bitrates.measure(ways)
  expect(ways.map(({ asked }) => asked)).toEqual(ways.map(() => 6))
})

test('a transport that closes while it is asked does not keep the others from being asked', async () => {
  const bitrates = new Bitrates()
  const ways = [new Way(100, 0), new Way(20, 0)]
  await bitrates.measure(ways)
  ways[0]!.closed = true
  await bitrates.measure(ways)
  expect(bitrates.sum(ways)).toEqual({ bitrateIn: 120, bitrateOut: 0 })
})

test('what a transport said to somebody else counts too, and it is not its turn then', async () => {
  const bitrates = new Bitrates(1)
  const [asked, noted] = [new Way(100, 0), new Way(20, 0)]
  bitrates.note(noted, { bitrateIn: 7, bitrateOut: 1 })
  await bitrates.measure([noted, asked])
  expect([asked.asked, noted.asked]).toEqual([1, 0])
  expect(bitrates.sum([asked, noted])).toEqual({ bitrateIn: 107, bitrateOut: 1 })
})
