import type { Vote } from '@diem-cau/signaling-contract'
import { IconAlertTriangle, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { voteReach } from './voteReach.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import classes from './Votes.module.css'

/**
 * Says how many have a ballot if the vote is opened now, and why others have none: after the opening it cannot be put
 * right.
 */
export function VoteReachLine({ electorate }: Pick<Vote, 'electorate'>) {
  const { t } = useTranslation('votes')
  const { may, of, unconfirmed, isFew } = useMeeting(({ meeting }) => voteReach(meeting, electorate))
  const title = t(`reach.${electorate}${may === 0 ? 'None' : isFew ? 'Few' : ''}`, { may, of })
  const why = unconfirmed > 0 ? t('reach.unconfirmed', { count: unconfirmed }) : isFew ? t('reach.wait') : ''
  const Icon = isFew ? IconAlertTriangle : IconUsersGroup
  return (
    <div
      className={classes['reach']}
      role={isFew ? 'alert' : 'status'}
      data-testid="vote-reach"
      data-may={may}
      data-few={isFew}
    >
      <Icon size="1.4em" aria-hidden />
      <span>
        <strong>{title}</strong> {why}
      </span>
    </div>
  )
}
