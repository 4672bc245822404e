import type { types } from 'mediasoup-client'

/** These cannot belong to a consumer of a media node: mids there are numbers, and its SSRCs begin at 100,000,000. */
const MID = 'standby'
const SSRC = 2

/**
 * A picture that never comes. Consuming it negotiates a receiving transport, and mediasoup-client's receiver of
 * probation packets with it, before the media node has anything to send. It is never closed: the first section of a
 * session carries the transport for all.
 * @throws Error if the device can receive no video
 */
export function standbyConsumer({ codecs = [], headerExtensions = [] }: types.RtpCapabilities): types.ConsumerOptions {
  const codec = codecs.find(({ kind, mimeType }) => kind === 'video' && !mimeType.toLowerCase().endsWith('/rtx'))
  if (codec?.preferredPayloadType === undefined) throw new Error('this device receives no video')
  const { mimeType, clockRate, preferredPayloadType, parameters = {}, rtcpFeedback = [] } = codec
  return {
    id: MID,
    producerId: MID,
    kind: 'video',
    rtpParameters: {
      mid: MID,
      codecs: [{ mimeType, clockRate, payloadType: preferredPayloadType, parameters, rtcpFeedback }],
      headerExtensions: headerExtensions.flatMap(({ kind, uri, preferredId }) =>
        kind === 'video' ? [{ uri, id: preferredId }] : [],
      ),
      encodings: [{ ssrc: SSRC }],
      rtcp: { cname: MID },
    },
  }
}
