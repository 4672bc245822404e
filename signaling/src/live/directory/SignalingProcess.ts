import { z } from 'zod'

/** What a signaling process says of itself to the others. */
export const SignalingProcess = z.object({
  /** As the others reach it. */
  url: z.url({ protocol: /^https?$/ }),
  /** PEM of the certificate that it shows there; null: it speaks plain HTTP. */
  certificate: z.string().nullable(),
})
export type SignalingProcess = z.infer<typeof SignalingProcess>
