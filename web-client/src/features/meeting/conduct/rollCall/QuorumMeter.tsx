import { quorumOf } from '@diem-cau/signaling-contract'
import { Progress } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../scope/MeetingContext.ts'
import classes from './RollCall.module.css'

/** Shows live how many units are there of how many that must be (SPEC 10.3). */
export function QuorumMeter() {
  const { t } = useTranslation('rollCall')
  const { present, expected, needed, reached } = useMeeting(({ meeting }) => quorumOf(meeting))
  if (expected === 0) return null
  const share = (n: number) => (n / expected) * 100
  return (
    <div className={classes['quorum']} data-testid="quorum" data-reached={reached} aria-live="polite">
      <div className={classes['numbers']}>
        <strong>
          {present}
          <small>/{expected}</small>
        </strong>
        <span>{t('quorum')}</span>
      </div>
      <div className={classes['meter']}>
        <Progress.Root size="lg">
          <Progress.Section value={share(present)} color={reached ? 'teal.8' : 'orange.8'} aria-label={t('quorum')} />
        </Progress.Root>
        <span className={classes['mark']} style={{ insetInlineStart: `${share(needed)}%` }} aria-hidden />
        <span className={classes['verdict']}>
          {reached ? <IconCircleCheck size="1.2em" aria-hidden /> : <IconAlertTriangle size="1.2em" aria-hidden />}
          {reached ? t('quorumReached') : t('quorumMissing', { count: needed - present })} (
          {t('needed', { needed, expected })})
        </span>
      </div>
    </div>
  )
}
