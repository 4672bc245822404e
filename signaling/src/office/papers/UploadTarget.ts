import { fitLine, isInvisible, ItemId, MeetingId, requiredLine } from '@diem-cau/signaling-contract'
import { Scope } from '@diem-cau/signaling-contract/office'
import { z } from 'zod'

/** Name of the file; the folders of somebody's disk are taken off. */
const FileName = z
  .string()
  .transform((name) => name.split(/[/\\]/).at(-1) ?? '')
  .pipe(requiredLine(200).refine((name) => !isInvisible(nameOfPaper(name)), 'must have a name, not an ending alone'))

const OfMeeting = z
  .object({
    meetingId: MeetingId,
    itemId: ItemId.nullish(),
    paperId: z
      .string()
      .regex(/^p\.[A-Za-z0-9_-]{1,40}$/)
      .nullish(),
    scope: Scope.default('this'),
    filename: FileName,
  })
  .transform(({ meetingId, itemId, paperId, scope, filename }) => ({
    meetingId,
    itemId: itemId ?? null,
    paperId: paperId ?? null,
    scope,
    fileName: filename,
  }))

/** The paper waits for a meeting that is not saved yet. */
const Staged = z
  .object({ staged: z.literal('true'), filename: FileName })
  .transform(({ filename }) => ({ meetingId: null, fileName: filename }))

/** Upload-Metadata of a paper, as tus hands it over. `filename` is what it is called. */
export const UploadTarget = z.union([Staged, OfMeeting])
export type UploadTarget = z.infer<typeof UploadTarget>
/** A paper for a meeting that is there. */
export type PaperTarget = z.infer<typeof OfMeeting>

/** Names a new paper: the name of its file, without the ending. */
export function nameOfPaper(fileName: string): string {
  return fitLine(fileName.replace(/\.[^.]*$/, ''), 200)
}
