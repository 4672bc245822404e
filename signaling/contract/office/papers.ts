/**
 * Papers of a meeting.
 *   /api/papers/upload                            tus 1.0, Upload-Metadata: meetingId, itemId, filename, paperId (a new version of it),
 *                                                 scope (of a series: this, following, all); or staged=true and filename, see StagedPaper
 *   GET    /api/meetings/:meetingId/papers        -> PaperList
 *   PATCH  /api/papers/:paperId                   EditPaper -> Paper
 *   DELETE /api/papers/:paperId?scope=
 *   GET    /api/papers/:paperId/versions/:number        the file; `?inline=true` to show it, where a browser runs nothing of it (PDF, images)
 *   GET    /api/papers/:paperId/versions/:number/pdf    the same as PDF, for reading in the page: itself, or its rendition; `notFound` while there is none
 *   POST   /api/papers/:paperId/versions/:number/link   -> PaperLink, for a download that cannot carry a token
 *   GET    /api/paper-files/:token                      the same file
 */
import { z } from 'zod'
import { ItemId, MeetingId, RowId } from '../core/ids.ts'
import { recorded } from '../text/text.ts'
import { requiredLine } from './common.ts'

/** Largest paper, in bytes. */
export const MAX_PAPER_BYTES = 200 * 1024 * 1024

/** The type of a paper by its content, not by its name. */
export const PaperType = z.enum([
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'doc',
  'xls',
  'ppt',
  'png',
  'jpeg',
  'webp',
])
export type PaperType = z.infer<typeof PaperType>

/** State of the PDF that is made of an Office paper. `unavailable`: the server has no LibreOffice. */
export const RenditionStatus = z.enum(['waiting', 'ready', 'failed', 'unavailable'])
export type RenditionStatus = z.infer<typeof RenditionStatus>

export const PaperVersion = z.object({
  number: z.int(),
  fileName: recorded(),
  type: PaperType,
  bytes: z.int(),
  /** Hex. */
  sha256: recorded(),
  uploadedBy: recorded(),
  uploadedAt: z.int(),
  /** Null: it is a PDF or a picture, and shown as it is. */
  rendition: RenditionStatus.nullable(),
})
export type PaperVersion = z.infer<typeof PaperVersion>

/** `itemId` null: of the meeting as a whole. The newest version is the first. */
export const Paper = z.object({
  paperId: RowId,
  meetingId: MeetingId,
  itemId: recorded().nullable(),
  name: recorded(),
  position: z.int(),
  /** Others of its series have the same one. */
  shared: z.boolean(),
  versions: z.array(PaperVersion).min(1),
})
export type Paper = z.infer<typeof Paper>
export const PaperList = z.object({ papers: z.array(Paper), mayManage: z.boolean() })
export type PaperList = z.infer<typeof PaperList>
export const EditPaper = z.object({
  name: requiredLine(200).optional(),
  itemId: ItemId.nullable().optional(),
  position: z.int().min(0).max(1000).optional(),
})
export type EditPaper = z.infer<typeof EditPaper>

/** An address that works for two minutes. */
export const PaperLink = z.object({ url: recorded() })
export type PaperLink = z.infer<typeof PaperLink>
