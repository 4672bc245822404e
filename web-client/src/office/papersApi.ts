import { Paper, PaperList, type EditPaper } from '@diem-cau/signaling-contract/office'
import { authorisedFile } from '../signaling/account.ts'
import { at, get, patch, remove } from './officeRequest.ts'

/** Papers of a meeting; see uploadPaper for new ones. */
export const papersApi = {
  papers: (meetingId: string, signal?: AbortSignal) => get(at('meetings', meetingId, 'papers'), PaperList, {}, signal),
  editPaper: (paperId: string, body: EditPaper) => patch(at('papers', paperId), Paper, body),
  removePaper: (paperId: string, version?: number) => remove(at('papers', paperId), { version }),
  file: (paperId: string, number: number) => authorisedFile(at('papers', paperId, 'versions', String(number))),
}
