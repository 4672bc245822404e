import { expect, test } from 'vitest'
import { H264Packets } from './H264Packets.ts'

const SPS = Buffer.from([0x67, 1, 2, 3])
const PPS = Buffer.from([0x68, 4])
const idr = (length = 10) => Buffer.concat([Buffer.from([0x65]), Buffer.alloc(length - 1, 7)])
const slice = (length = 10) => Buffer.concat([Buffer.from([0x41]), Buffer.alloc(length - 1, 8)])

function rtp(sequence: number, timestamp: number, payload: Buffer, isLast = true): Buffer {
  const packet = Buffer.alloc(12 + payload.length)
  packet[0] = 0x80
  packet[1] = 96 | (isLast ? 0x80 : 0)
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE(timestamp >>> 0, 4)
  payload.copy(packet, 12)
  return packet
}

/** Kinds of what is in a packet; of a fragment with its marks. */
function kindOf(packet: Buffer): string {
  const kind = (packet[12] ?? 0) & 0x1f
  const marks = packet[13] ?? 0
  if (kind === 28) return `FU${marks & 0x1f}${marks & 0x80 ? ' begins' : ''}${marks & 0x40 ? ' ends' : ''}`
  return `${kind}${(packet[1] ?? 0) & 0x80 ? ' last' : ''}`
}

function begun(now = () => 0) {
  const packets = new H264Packets({ ssrc: 7, payloadType: 102, now })
  packets.begin({ payloadType: 96, parameterSets: [SPS, PPS] })
  return packets
}

test('each keyframe has its parameter sets before it, wherever they came from', () => {
  const packets = begun()
  const told = packets.take(rtp(1, 0, idr()))
  expect(told).toMatchObject({ isKeyframe: true, isFrame: true })
  expect(told.packets.map(kindOf)).toEqual(['24', '5 last'])
  // In the stream too: they come once, and as they are now.
  const newer = Buffer.from([0x67, 9, 9])
  for (const set of [newer, PPS]) expect(packets.take(rtp(set === PPS ? 3 : 2, 3600, set, false)).packets).toEqual([])
  const [sets] = packets.take(rtp(4, 3600, idr())).packets
  expect(sets?.subarray(13)).toEqual(Buffer.concat([Buffer.from([0, 3]), newer, Buffer.from([0, 2]), PPS]))
  // A second slice of the same keyframe.
  expect(packets.take(rtp(5, 3600, idr())).packets.map(kindOf)).toEqual(['5 last'])
})

test('nothing goes before the first keyframe, nor after a packet that is missing', () => {
  const packets = begun()
  expect(packets.take(rtp(1, 0, slice())).packets).toEqual([])
  packets.take(rtp(2, 3600, idr()))
  expect(packets.take(rtp(3, 7200, slice())).packets).toHaveLength(1)
  expect(packets.take(rtp(5, 14_400, slice())).packets, '4 is missing').toEqual([])
  expect(packets.take(rtp(6, 18_000, slice())).packets).toEqual([])
  expect(packets.take(rtp(7, 21_600, idr())).packets).toHaveLength(2)
})

test('units that are too large for a line go in fragments, and what is no picture not at all', () => {
  const packets = begun()
  const large = idr(3000)
  const [head, body] = [large[0] ?? 0, large.subarray(1)]
  const fragment = (mark: number, from: number, to: number) =>
    Buffer.concat([Buffer.from([(head & 0xe0) | 28, mark | 5]), body.subarray(from, to)])
  // Over TCP a camera may send packets of 2 kB.
  expect(packets.take(rtp(1, 0, fragment(0x80, 0, 2000), false)).packets).toEqual([])
  const { packets: sent } = packets.take(rtp(2, 0, fragment(0x40, 2000, 2999)))
  expect(sent.map(kindOf)).toEqual(['24', 'FU5 begins', 'FU5', 'FU5 ends'])
  expect(Math.max(...sent.map(({ length }) => length))).toBeLessThan(1200)
  const parts = sent.slice(1).map((packet) => packet.subarray(14))
  expect(Buffer.concat(parts)).toEqual(body)
  expect(sent.at(-1)?.[1], 'the last of its frame').toBe(102 | 0x80)
  for (const kind of [6, 9, 12])
    expect(packets.take(rtp(3, 3600, Buffer.from([kind, 1, 2]), false)).packets).toEqual([])
})

test('numbers and times go on over a camera’s next session, as long as it was away', () => {
  let now = 0
  const packets = begun(() => now)
  const [, first] = packets.take(rtp(65_535, 100, idr())).packets
  const [second] = packets.take(rtp(65_536, 3700, slice())).packets
  now = 5000
  packets.begin({ payloadType: 96, parameterSets: [] })
  const [third] = packets.take(rtp(9, 77, idr())).packets
  const numbers = [first, second, third].map((packet) => packet?.readUInt16BE(2) ?? 0)
  const times = [first, second, third].map((packet) => packet?.readUInt32BE(4) ?? 0)
  expect(numbers.map((number) => (number - (numbers[0] ?? 0)) & 0xffff)).toEqual([0, 1, 2])
  expect(times.map((time) => (time - (times[0] ?? 0)) >>> 0)).toEqual([0, 3600, 3600 + 450_000])
})

test('frames that are to be shown before the one before are told', () => {
  const packets = begun()
  packets.take(rtp(1, 0, idr()))
  expect(packets.take(rtp(2, 10_800, slice())).goesBack).toBe(false)
  expect(packets.take(rtp(3, 3600, slice())).goesBack).toBe(true)
})

test.each([
  ['an empty one', Buffer.alloc(0)],
  ['another version', Buffer.alloc(40)],
  ['an extension beyond its end', Buffer.from([0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255])],
  ['padding beyond its end', Buffer.concat([Buffer.from([0xa0, 96]), Buffer.alloc(11), Buffer.from([255])])],
  ['a list of units beyond its end', rtp(1, 0, Buffer.from([24, 255, 255, 1]))],
  ['a fragment without a beginning', rtp(1, 0, Buffer.from([28, 0x45, 1]))],
])('what is no packet is passed over: %s', (_name, bytes) => {
  expect(begun().take(bytes).packets).toEqual([])
})

test('a frame without an end is not waited for', () => {
  const packets = begun()
  const piece = (mark: number) => Buffer.concat([Buffer.from([28, mark | 5]), Buffer.alloc(60_000)])
  for (let n = 0; n < 100; n += 1) expect(packets.take(rtp(n, 0, piece(n === 0 ? 0x80 : 0), false)).packets).toEqual([])
  expect(packets.take(rtp(100, 0, piece(0x40))).packets, 'its end is the end of nothing').toEqual([])
  expect(packets.take(rtp(101, 3600, idr())).packets).toHaveLength(2)
})
