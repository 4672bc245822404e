import { expect, test } from 'vitest'
import { RtspReader } from './RtspReader.ts'

const packet = (channel: number, text: string) => Buffer.from([0x24, channel, 0, text.length, ...Buffer.from(text)])
const answer = Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 4\r\nContent-Length: 3\r\n\r\nabc')
const asked = Buffer.from('OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n')
const all = Buffer.concat([packet(4, 'picture'), answer, packet(5, 'rtcp'), asked, packet(4, 'more')])

test.each([1, 2, 7, 1000])('answers and packets are told apart, in pieces of %i bytes', (size) => {
  const reader = new RtspReader()
  const items = Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
    reader.take(all.subarray(n * size, (n + 1) * size)),
  ).flat()
  const told = items.map((item) =>
    item.kind === 'packet'
      ? `${item.channel} ${item.packet.toString()}`
      : `${item.response.status} ${item.response.body}`,
  )
  expect(told).toEqual(['4 picture', '200 abc', '5 rtcp', '4 more'])
})
