import type { Resource } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { whyPath } from '../figures/paths.ts'
import { LikelyCause } from './LikelyCause.tsx'
import classes from './why.module.css'

/** The most likely cause of what an endpoint has now, on its own page, and the way to all of it. */
export function TopCause({ endpoint }: { readonly endpoint: Resource }) {
  const { t } = useTranslation('causes')
  const { id, meetingId, participantId } = endpoint
  const { data } = useLoad(operationsQueries.why({ resource: id }))
  const cause = data?.room.id === id ? data.causes[0] : undefined
  if (meetingId === null || participantId === null) return null
  const link = (
    <Link to={whyPath(meetingId, participantId)} className={classes['link']} data-testid="to-why">
      {t('full')}
    </Link>
  )
  if (!cause) return <p className={classes['bare']}>{link}</p>
  return (
    <LikelyCause cause={cause} testId="top-cause">
      {link}
    </LikelyCause>
  )
}
