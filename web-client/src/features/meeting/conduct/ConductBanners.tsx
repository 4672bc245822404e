import { openVote } from '@diem-cau/signaling-contract'
import { useEffect, useState, type ComponentType } from 'react'
import { useMeeting } from '../scope/MeetingContext.ts'
import { withTexts } from '../../../locales/withTexts.ts'

/** On a weak line a part may not come at first: it is asked for again after this, in milliseconds. */
const AGAIN_MS = 2_000

const agendaLine = async () => (await withTexts(['agenda'], import('./agenda/AgendaLine.tsx'))).AgendaLine
const rollCallCard = async () => (await withTexts(['rollCall'], import('./rollCall/RollCallCard.tsx'))).RollCallCard
const ballotCard = async () => (await withTexts(['votes'], import('./votes/BallotCard.tsx'))).BallotCard
const resultCard = async () => (await withTexts(['votes'], import('./votes/ResultCard.tsx'))).ResultCard

/** What everyone must see of the conduct, fetched once there is something to see: joining does not wait for it. */
export function ConductBanners() {
  const { item, rollCall, vote, votes } = useMeeting(({ meeting }) => {
    const { agenda, rollCall, votes } = meeting.conduct
    return {
      item: agenda.some(({ status }) => status === 'current'),
      rollCall: rollCall.openedAt !== null && rollCall.closedAt === null,
      vote: openVote(meeting) !== undefined,
      votes: Object.keys(votes).length > 0,
    }
  })
  return (
    <>
      {item && <Part load={agendaLine} />}
      {rollCall && <Part load={rollCallCard} />}
      {vote && <Part load={ballotCard} />}
      {votes && <Part load={resultCard} />}
    </>
  )
}

function Part({ load }: { readonly load: () => Promise<ComponentType> }) {
  const [part, setPart] = useState<{ readonly Content: ComponentType } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isHere = true
    const fetch = () => {
      load().then(
        (Content) => isHere && setPart({ Content }),
        () => {
          if (isHere) timer = setTimeout(fetch, AGAIN_MS)
        },
      )
    }
    fetch()
    return () => {
      isHere = false
      clearTimeout(timer)
    }
  }, [load])
  return part && <part.Content />
}
