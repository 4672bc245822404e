import { z } from 'zod'
import { ParticipantId, RowId } from '../../core/ids.ts'
import { recorded } from '../../text/text.ts'

/** The stage that everyone watches (SPEC 9.1). */
export const Stage = z.discriminatedUnion('kind', [
  /** Shared screen, else open paper, else who has the floor, else the chair. */
  z.object({ kind: z.literal('follow') }),
  z.object({ kind: z.literal('pinned'), participantIds: z.array(ParticipantId).min(1).max(4) }),
  z.object({ kind: z.literal('gallery'), page: z.int().min(0).max(100) }),
  /** Screen or paper with the speaker beside it. */
  z.object({ kind: z.literal('content') }),
])
export type Stage = z.infer<typeof Stage>

/** The paper that is open for all; `page` from 1. Zoom and pointer are volatile. */
export const OpenPaper = z.object({
  paperId: RowId,
  version: z.int().min(1),
  name: recorded(200),
  presenter: ParticipantId,
  page: z.int().min(1).max(10_000),
})
export type OpenPaper = z.infer<typeof OpenPaper>

/** The presenter's view and pointer, in parts of the page (0..1); `pointer` null = it points nowhere. */
export const PaperPoint = z.object({
  /** 1 = all of the page is seen. */
  zoom: z.number().min(0.25).max(8),
  /** The part of the page's width that is seen: screens of another shape show no less. */
  width: z.number().min(0).max(1).exactOptional(),
  /** Scroll position, as a part of all that can be scrolled. */
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  pointer: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).nullable(),
})
export type PaperPoint = z.infer<typeof PaperPoint>

export const stageSlice = {
  stage: Stage,
  paper: OpenPaper.nullable(),
  /** Participants who were asked to share their screen, whatever the rule says. */
  mayShare: z.record(ParticipantId, z.literal(true)),
  share: z.enum(['chairOnly', 'floor', 'everyone']),
}
const StageSlice = z.object(stageSlice)
export type StageSlice = z.infer<typeof StageSlice>

export const initialStage: StageSlice = { stage: { kind: 'follow' }, paper: null, mayShare: {}, share: 'floor' }
