/**
 * Media nodes, for who watches over all of the office's servers (IT admins of a topmost unit).
 *   GET  /api/media-nodes               -> MediaNodeList
 *   POST /api/media-nodes/:nodeId/drain DrainNode -> MediaNode
 */
import { NodeReport } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { recorded } from '../text/text.ts'

export { NodeId } from '@diem-cau/sfu-contract'

/** A media node as it reported itself last, at most a second ago. */
export const MediaNode = NodeReport.extend({ version: recorded(64), region: recorded(64) })
export type MediaNode = z.infer<typeof MediaNode>

/** Those that can be reached now. */
export const MediaNodeList = z.object({ nodes: z.array(MediaNode) })
export type MediaNodeList = z.infer<typeof MediaNodeList>

/** True moves everyone who is on it elsewhere, where there is an elsewhere, and lets nobody come; false takes that back. */
export const DrainNode = z.object({ draining: z.boolean() })
export type DrainNode = z.infer<typeof DrainNode>
