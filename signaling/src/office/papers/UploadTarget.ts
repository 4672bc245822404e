import { MeetingId } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** Upload-Metadata of a paper, as tus hands it over. `filename` is what it is called; no folder of anybody's disk. */
export const UploadTarget = z
  .object({
    meetingId: MeetingId,
    itemId: z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/).nullish(),
    paperId: z.string().regex(/^p\.[A-Za-z0-9_-]{1,40}$/).nullish(),
    filename: z
      .string()
      .transform((name) => (name.normalize('NFC').split(/[/\\]/).at(-1) ?? '').trim())
      // oxlint-disable-next-line no-control-regex -- these are what it keeps out
      .pipe(z.string().min(3).max(200).regex(/^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/)),
  })
  .transform(({ meetingId, itemId, paperId, filename }) => ({ meetingId, itemId: itemId ?? null, paperId: paperId ?? null, fileName: filename }))
export type UploadTarget = z.infer<typeof UploadTarget>
