import { isOffice } from '@diem-cau/signaling-contract'
import type { Paper } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../scope/useAsk.ts'
import { useConduct } from '../scope/useConduct.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useLayoutStore } from '../layout/LayoutContext.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'

/** The actions on the meeting's papers, wherever they are listed (SPEC 9.3). */
export function usePaperActs() {
  const { t } = useTranslation('papers')
  const client = useMeetingClient()
  const layout = useLayoutStore()
  const part = useMyPart()
  const { ask, pending } = useAsk()
  const { open, stage } = useConduct((conduct) => ({ open: conduct.paper, stage: conduct.stage.kind }))
  const mayReplace = useMeeting(({ meeting }) => {
    const mine = part.me === null ? undefined : meeting.participants[part.me]
    return open === null || open.presenter === part.me || (mine !== undefined && isOffice(meeting, mine))
  })

  async function openForAll(paper: Paper): Promise<void> {
    const version = paper.versions[0]?.number
    if (version === undefined || !(await ask('paper:open', { paperId: paper.paperId, version, page: 1 }))) return
    layout.setState({ own: null, view: 'stage' })
    if (stage === 'follow' || stage === 'content') return
    // A chair who opens a paper wants it to be seen; anybody else waits for the chair.
    if (part.isActingChair) await ask('stage:set', { stage: { kind: 'follow' } })
    else client.toasts.show(t('notShown'))
  }
  const readAlone = (paper: Paper, version: number) =>
    layout.setState({ own: { kind: 'paper', paperId: paper.paperId, version, name: paper.name }, view: 'stage' })

  /**
   * `mayOpen`: a paper may be opened for everyone now. `mayPresent`: it might, were it not for the paper of somebody
   * else.
   */
  return { open, pending, mayPresent: part.mayShareNow, mayOpen: part.mayShareNow && mayReplace, openForAll, readAlone }
}
