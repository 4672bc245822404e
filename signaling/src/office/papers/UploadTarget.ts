import { fitLine, isInvisible, ItemId, MeetingId, requiredLine } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** Without the folders of anybody's disk. */
const FileName = z
  .string()
  .transform((name) => name.split(/[/\\]/).at(-1) ?? '')
  .pipe(requiredLine(200).refine((name) => !isInvisible(nameOfPaper(name)), 'must have a name, not an ending alone'))

/** Upload-Metadata of a paper, as tus hands it over. `filename` is what it is called. */
export const UploadTarget = z
  .object({
    meetingId: MeetingId,
    itemId: ItemId.nullish(),
    paperId: z.string().regex(/^p\.[A-Za-z0-9_-]{1,40}$/).nullish(),
    filename: FileName,
  })
  .transform(({ meetingId, itemId, paperId, filename }) => ({ meetingId, itemId: itemId ?? null, paperId: paperId ?? null, fileName: filename }))
export type UploadTarget = z.infer<typeof UploadTarget>

/** What a paper is called when it comes: the name of its file, without the ending. */
export function nameOfPaper(fileName: string): string {
  return fitLine(fileName.replace(/\.[^.]*$/, ''), 200)
}
