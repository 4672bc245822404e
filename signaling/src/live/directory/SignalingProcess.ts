import { z } from 'zod'

/** A signaling process describes itself to the others by this. */
export const SignalingProcess = z.object({
  /** Address by which the others reach it. */
  url: z.url({ protocol: /^https?$/ }),
  /** PEM of the certificate that it shows there; null: it speaks plain HTTP. */
  certificate: z.string().nullable(),
})
export type SignalingProcess = z.infer<typeof SignalingProcess>
