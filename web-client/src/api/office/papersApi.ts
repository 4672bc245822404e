import { Paper, PaperLink, PaperList, type EditPaper, type Scope } from '@diem-cau/signaling-contract/office'
import { at, get, patch, post, remove } from '../client/officeRequest.ts'
import { query } from '../loading/query.ts'

/** Papers of a meeting; see uploadPaper for new ones. */
export const papersApi = {
  papers: (meetingId: string, signal?: AbortSignal) => get(at('meetings', meetingId, 'papers'), PaperList, {}, signal),
  editPaper: (paperId: string, body: EditPaper) => patch(at('papers', paperId), Paper, body),
  removePaper: (paperId: string, scope: Scope) => remove(at('papers', paperId), { scope }),
  /** Asks for an address that the browser downloads from itself: 200 MB need not pass through the page. */
  link: (paperId: string, number: number) => post(at('papers', paperId, 'versions', String(number), 'link'), PaperLink),
}

/** The list is asked for again after these times, in milliseconds: while a paper is being converted, and otherwise. */
const LOOK_MS = { converting: 3_000, quiet: 60_000 }

export const paperQueries = {
  /** The list is polled, as papers may come, or be converted, while the view is open. */
  of: (meetingId: string) =>
    query(['papers', meetingId], (signal) => papersApi.papers(meetingId, signal), {
      refetchInterval: ({ state }) =>
        state.data?.papers.some(({ versions }) => versions[0]?.rendition === 'waiting')
          ? LOOK_MS.converting
          : LOOK_MS.quiet,
      refetchIntervalInBackground: true,
    }),
}
