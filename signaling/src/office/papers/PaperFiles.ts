import type { Readable } from 'node:stream'

/** The files of papers, named by what is in them: the same content is stored once. */
export interface PaperFiles {
  /**
   * Takes a finished file over; it is safe when this resolves, and `path` is gone then.
   * @throws MeetingError `storeUnavailable`; then nothing of it is to be recorded
   */
  take(path: string, sha256: string): Promise<void>
  /**
   * Bytes `start` to `end`, both included, or all that there are.
   * @throws MeetingError `storeUnavailable` while nothing has been sent yet; later the stream fails
   */
  read(sha256: string, range: { start: number; end: number } | 'whole'): Promise<Readable>
}
