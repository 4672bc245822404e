import { MAX_MESSAGE_BYTES } from '@diem-cau/signaling-contract'
import { Encoder, type Packet, PacketType } from 'socket.io-parser'
import { expect, test } from 'vitest'
import { guardedParser, MALFORMED, OVERSIZED } from './GuardedParser.ts'

function decode(...chunks: unknown[]): Packet[] {
  const decoder = new guardedParser.Decoder()
  const packets: Packet[] = []
  decoder.on('decoded', (packet) => packets.push(packet))
  for (const chunk of chunks) decoder.add(chunk)
  return packets
}

test('what Socket.IO encodes is decoded as ever', () => {
  const packet = { type: PacketType.EVENT, nsp: '/', id: 7, data: ['request', { name: 'media:describe' }] }
  expect(decode(...new guardedParser.Encoder().encode(packet))).toEqual([packet])
})

test('1.4 a message that is too large is not parsed, and can be answered', () => {
  const fits = `27["request","${'x'.repeat(MAX_MESSAGE_BYTES - 16)}"]`
  expect(Buffer.byteLength(fits)).toBe(MAX_MESSAGE_BYTES)
  expect(decode(fits)[0]?.data[0]).toBe('request')
  expect(decode(`${fits} `)).toEqual([{ type: 2, nsp: '/', id: 7, data: [OVERSIZED] }])
})

test('1.4 bytes count, not characters', () => {
  const vietnamese = 'ệ'.repeat(MAX_MESSAGE_BYTES / 3 + 1)
  expect(decode(`27["request","${vietnamese}"]`)[0]?.data).toEqual([OVERSIZED])
})

test.for([
  ['27["request",{]', 7],
  ['27{}', 7],
  ['27[{}]', 7],
  ['2["connect"]', undefined],
  ['51-7["request",{"_placeholder":true,"num":0}]', 7],
  ['51-["request",{"_placeholder":true,"num":0}]', undefined],
  ['5', undefined],
] as const)('1.4 %s is malformed, acknowledged as %s, and throws nothing', ([chunk, id]) => {
  const [packet] = decode(chunk, Buffer.from('attachment'))
  expect(packet?.data).toEqual([MALFORMED])
  expect(packet?.id).toBe(id)
})

test('what is written out is what Socket.IO writes, and a notice to many is written out once', () => {
  const ours = new guardedParser.Encoder()
  const theirs = new Encoder()
  const notice = { name: 'speaking', levels: [{ participantId: 'p.một', dBov: -30 }] }
  const packets: Packet[] = [
    { type: PacketType.CONNECT, nsp: '/', data: { sid: 's' } },
    { type: PacketType.EVENT, nsp: '/', data: ['notice', notice] },
    { type: PacketType.EVENT, nsp: '/', data: ['notice', notice] },
    { type: PacketType.ACK, nsp: '/', id: 12, data: [{ ok: true, data: {} }] },
    { type: PacketType.EVENT, nsp: '/', data: ['notice', { name: 'mediaReady' }] },
    { type: PacketType.CONNECT_ERROR, nsp: '/', data: { message: 'no' } },
    { type: PacketType.DISCONNECT, nsp: '/' },
  ]
  const texts = packets.map((packet) => ours.encode(packet))
  expect(texts).toEqual(packets.map((packet) => theirs.encode(packet)))
  expect(texts[2], 'the same text').toBe(texts[1])
})
