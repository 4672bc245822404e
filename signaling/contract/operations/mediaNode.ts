import { NodeReport } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { recorded } from '../text/text.ts'

/** A media node as it reported itself last, at most a second ago. What it measured is a sample of its resource. */
export const MediaNode = NodeReport.omit({ figures: true }).extend({
  version: recorded(64),
  region: recorded(64),
  /** It has no room: at a limit of its own, or as loaded as it may be. */
  full: z.boolean(),
})
export type MediaNode = z.infer<typeof MediaNode>
