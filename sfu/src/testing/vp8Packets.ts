const RTP_HEADER_BYTES = 12
const TICKS_PER_FRAME = 6000

/**
 * Frames of VP8 with temporal layers (RFC 7741, 4.2), one RTP packet each, with nothing in them to decode. A frame is named by
 * its layer, with `y` behind it when the layer may be switched up to there; `K` is a keyframe.
 */
export function vp8Packets({ ssrc, payloadType }: { ssrc: number; payloadType: number }) {
  let count = 0
  let baseFrames = 0
  return {
    next(name: string): Buffer {
      const key = name === 'K'
      const layer = key ? 0 : Number(name[0])
      const sync = key || name.endsWith('y')
      count += 1
      if (layer === 0) baseFrames += 1
      const packet = Buffer.alloc(RTP_HEADER_BYTES + 200)
      packet[0] = 0x80
      packet[1] = 0x80 | payloadType
      packet.writeUInt16BE(count, 2)
      packet.writeUInt32BE(count * TICKS_PER_FRAME, 4)
      packet.writeUInt32BE(ssrc, 8)
      // X, S | I, L, T | picture id of 15 bits | TL0PICIDX | TID, Y | VP8's own header, whose last bit is 0 for a keyframe
      packet.set(
        [
          0x90,
          0xe0,
          0x80 | (count >> 8),
          count & 0xff,
          baseFrames & 0xff,
          (layer << 6) | (sync ? 0x20 : 0),
          key ? 0x10 : 0x11,
        ],
        RTP_HEADER_BYTES,
      )
      return packet
    },
    /** Names a packet that `next` made, on its way through a router. */
    nameOf(packet: Buffer): string {
      const hasExtension = ((packet[0] ?? 0) & 0x10) !== 0
      const payload = packet.subarray(
        RTP_HEADER_BYTES + (hasExtension ? 4 + 4 * packet.readUInt16BE(RTP_HEADER_BYTES + 2) : 0),
      )
      const layerByte = payload[5] ?? 0
      if (((payload[6] ?? 1) & 1) === 0) return 'K'
      return `${layerByte >> 6}${(layerByte & 0x20) === 0 ? '' : 'y'}`
    },
  }
}
