import type { RtpCapabilities } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'

type Sent = Pick<types.Producer, 'kind' | 'rtpParameters'>

/** mediasoup copies all that it is asked for; what a producer sends is kept, as it never changes. */
const sent = new WeakMap<Sent, ReadonlySet<string>>()

/**
 * The part of what a device can receive that matters to this producer. mediasoup copies and looks through all that it is given, for each
 * consumer: most of it is about codecs that are not sent.
 */
export function capabilitiesFor(producer: Sent, { codecs, headerExtensions }: RtpCapabilities): RtpCapabilities {
  const { kind } = producer
  const mimeTypes = mimeTypesOf(producer)
  const media = codecs.filter(({ mimeType }) => mimeTypes.has(mimeType.toLowerCase()))
  const payloadTypes = new Set<unknown>(media.map(({ preferredPayloadType }) => preferredPayloadType))
  const repair = codecs.filter(
    ({ mimeType, parameters }) => mimeType.toLowerCase() === `${kind}/rtx` && payloadTypes.has(parameters?.['apt']),
  )
  return { codecs: [...media, ...repair], headerExtensions: headerExtensions.filter((one) => one.kind === kind) }
}

function mimeTypesOf(producer: Sent): ReadonlySet<string> {
  const known = sent.get(producer)
  if (known !== undefined) return known
  const all = producer.rtpParameters.codecs.map(({ mimeType }) => mimeType.toLowerCase())
  const mimeTypes = new Set(all.filter((mimeType) => !mimeType.endsWith('/rtx')))
  sent.set(producer, mimeTypes)
  return mimeTypes
}
