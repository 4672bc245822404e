import type { PaperFiles } from './PaperFiles.ts'

/** Files of papers, whoever needs them. */
export interface RemovablePaperFiles extends PaperFiles {
  /**
   * Removes a file for ever; nothing happens when it is not there. Only KeptPaperFiles knows when that may be.
   * @throws MeetingError `storeUnavailable`
   */
  remove(sha256: string): Promise<void>
}
