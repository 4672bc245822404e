import type { Vote, VoteId } from '@diem-cau/signaling-contract'
import { CloseButton } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconListNumbers } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newestFirst } from './voteBars.ts'
import { Band } from '../../layout/Band.tsx'
import { useLayout } from '../../layout/LayoutContext.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { VoteResult } from './VoteResult.tsx'
import classes from './Votes.module.css'

/** A result stays over the stage for this long, in milliseconds; then a line tells it. */
const LARGE_MS = 20_000

/** Shows the result of the vote that was closed while we were here, to all at once; each may put it away. */
export function ResultCard() {
  const newest = useConduct((conduct) => newestFirst(conduct.votes)[0] ?? null)
  const [seen, setSeen] = useState<VoteId | null>(() => (newest?.status === 'open' ? null : (newest?.voteId ?? null)))
  // The panel of votes has it in the first place.
  const isInPanel = useLayout(({ panel }) => panel === 'votes')
  if (newest?.status !== 'closed' || newest.voteId === seen || isInPanel) return null
  return <Announced key={newest.voteId} vote={newest} onClose={() => setSeen(newest.voteId)} />
}

function Announced({ vote, onClose }: { readonly vote: Vote; readonly onClose: () => void }) {
  const { t } = useTranslation('votes')
  const [large, setLarge] = useState(true)
  useEffect(() => {
    if (!large) return
    const timer = setTimeout(() => setLarge(false), LARGE_MS)
    return () => clearTimeout(timer)
  }, [large])
  const passed = vote.result?.passed ?? null
  const verdict = t(passed === null ? 'counted' : passed ? 'passed' : 'failed')
  const VerdictIcon = passed === null ? IconListNumbers : passed ? IconCircleCheck : IconCircleX
  return (
    <Band
      name="result"
      order={90}
      weight={large ? 'large' : 'line'}
      icon={VerdictIcon}
      line={`${verdict}: ${vote.question}`}
      testId="vote-announced"
    >
      <section className={classes['announced']} aria-label={vote.question}>
        <div className={classes['announcedHead']}>
          <b className={classes['question']} title={vote.question}>
            {vote.question}
          </b>
          <CloseButton size="lg" aria-label={t('hideResult')} onClick={onClose} />
        </div>
        <VoteResult brief vote={vote} />
      </section>
    </Band>
  )
}
