import type { VoteId } from '@diem-cau/signaling-contract'
import { CloseButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../../i18n/addTexts.ts'
import { newestFirst } from '../../../meeting/conduct/voteBars.ts'
import { useConduct } from '../useConduct.ts'
import { en, vi } from './texts.ts'
import { VoteResult } from './VoteResult.tsx'
import classes from './Votes.module.css'

addTexts('votes', { vi, en })

/** The result of the vote that was closed while we were here, to all at once; each may put it away. */
export function ResultCard() {
  const { t } = useTranslation('votes')
  const newest = useConduct((conduct) => newestFirst(conduct.votes)[0] ?? null)
  const [seen, setSeen] = useState<VoteId | null>(() => (newest?.status === 'open' ? null : (newest?.voteId ?? null)))
  if (newest?.status !== 'closed' || newest.voteId === seen) return null
  return (
    <section className={classes['announced']} role="status" aria-label={newest.question} data-testid="vote-announced">
      <div className={classes['announcedHead']}>
        <b className={classes['question']}>{newest.question}</b>
        <CloseButton size="lg" aria-label={t('hideResult')} onClick={() => setSeen(newest.voteId)} />
      </div>
      <VoteResult vote={newest} />
    </section>
  )
}
