import type { Demand } from '@diem-cau/signaling-contract'

/**
 * Switches a sender's encodings on up to this layer and the others off; null: all of them off. Encodings are smallest
 * first, as `encodingPlan` has them; a stream of one encoding is on or off. A sender that cannot be switched goes on as
 * it was: more is sent than anybody takes, and nothing is lost.
 */
export async function sendUpTo(
  sender: Pick<RTCRtpSender, 'getParameters' | 'setParameters'>,
  layer: Demand,
): Promise<void> {
  const parameters = sender.getParameters()
  const active = parameters.encodings.map((_, index) => layer !== null && index <= layer)
  if (parameters.encodings.every((encoding, index) => (encoding.active ?? true) === active[index])) return
  for (const [index, encoding] of parameters.encodings.entries()) encoding.active = active[index] ?? true
  try {
    await sender.setParameters(parameters)
  } catch {
    // The browser refuses, or the sender ended meanwhile.
  }
}
