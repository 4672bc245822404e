import { Button, Drawer, Skeleton } from '@mantine/core'
import { IconArrowRight, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { scheduleApi } from '../../office/scheduleApi.ts'
import { useLoad } from '../../office/useLoad.ts'
import { Notice } from '../../ui/Notice.tsx'
import { EnterButton } from '../planning/EnterButton.tsx'
import { PlanFacts } from '../planning/PlanFacts.tsx'
import { isEditable } from '../planning/isEditable.ts'
import classes from './MeetingDrawer.module.css'

interface Props {
  readonly meetingId: string | null
  readonly onClose: () => void
}

/** The short of a meeting beside the calendar, and the ways on from there. */
export function MeetingDrawer({ meetingId, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const { data, failure, refresh } = useLoad(meetingId, (signal) => scheduleApi.meeting(meetingId ?? '', signal))
  const plan = data?.meetingId === meetingId ? data : null
  return (
    <Drawer
      opened={meetingId !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={plan?.title ?? t('calendar.loading')}
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
      classNames={{ title: classes['title'] ?? '', body: classes['body'] ?? '' }}
      data-testid="meeting-drawer"
    >
      {failure !== null && (
        <Notice title={t('plan.failed')} text={failureText(failure)}>
          <Button variant="default" onClick={refresh}>
            {t('common.retry', { ns: 'translation' })}
          </Button>
        </Notice>
      )}
      {!plan && failure === null && (
        <div role="status" aria-label={t('calendar.loading')} className={classes['waiting']}>
          <Skeleton height="1.5rem" width="60%" />
          <Skeleton height="8rem" />
        </div>
      )}
      {plan && (
        <>
          <PlanFacts plan={plan} />
          <div className={classes['actions']}>
            <EnterButton plan={plan} />
            <Button component={Link} to={`/planning/${plan.meetingId}`} variant="default" rightSection={<IconArrowRight size="1.1em" aria-hidden />} data-testid="open-plan">
              {t('plan.open')}
            </Button>
            {plan.mayManage && isEditable(plan) && (
              <Button component={Link} to={`/planning/${plan.meetingId}/edit`} variant="default" leftSection={<IconPencil size="1.1em" aria-hidden />} data-testid="edit-plan">
                {t('plan.edit')}
              </Button>
            )}
          </div>
        </>
      )}
    </Drawer>
  )
}
