/**
 * Media nodes, for who watches over all of the office's servers (IT admins of a topmost unit).
 *   GET  /api/media-nodes               -> MediaNodeList
 *   POST /api/media-nodes/:nodeId/drain DrainNode -> MediaNode
 */
import { z } from 'zod'
import { MeetingId } from '../core/ids.ts'
import { MediaNode } from '../operations/mediaNode.ts'
import { recorded } from '../text/text.ts'

export { NodeId } from '@diem-cau/sfu-contract'
export { MediaNode }

/**
 * Somebody was refused, or waits, for this: `meeting`: it has as many participants as it takes; `nodes`: no media node has room. Of a
 * meeting and limit once an hour.
 */
export const ReachedLimit = z.object({
  at: z.int(),
  limit: z.enum(['meeting', 'nodes']),
  meetingId: MeetingId,
  title: recorded(),
})
export type ReachedLimit = z.infer<typeof ReachedLimit>

/** Those that can be reached now, and limits that were reached within a day, newest first. */
export const MediaNodeList = z.object({ nodes: z.array(MediaNode), reached: z.array(ReachedLimit) })
export type MediaNodeList = z.infer<typeof MediaNodeList>

/** True moves everyone who is on it elsewhere, where there is an elsewhere, and lets nobody come; false takes that back. */
export const DrainNode = z.object({ draining: z.boolean() })
export type DrainNode = z.infer<typeof DrainNode>
