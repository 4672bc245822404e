import type { Vote } from '@diem-cau/signaling-contract'
import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'
import { useServerNow } from '../../scope/useServerNow.ts'
import classes from './Votes.module.css'

/** Says how many have voted, and how long it is open still; never how it stands (SPEC 12.6). */
export function VoteProgress({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('votes')
  const voters = Object.keys(vote.voters).length
  const cast = Object.keys(vote.ballots).length
  return (
    <div className={classes['progress']} data-testid="vote-progress" data-cast={cast}>
      <span>
        {t('cast', { cast, voters })}
        {vote.closesAt !== null && <Countdown closesAt={vote.closesAt} />}
      </span>
      <Progress value={voters === 0 ? 0 : (cast / voters) * 100} size="lg" aria-label={t('cast', { cast, voters })} />
    </div>
  )
}

function Countdown({ closesAt }: { readonly closesAt: number }) {
  const { t } = useTranslation('votes')
  const now = useServerNow()
  return (
    <b role="timer" className={classes['countdown']}>
      {' · '}
      {t('closes', { time: duration(closesAt - now + 999) })}
    </b>
  )
}
