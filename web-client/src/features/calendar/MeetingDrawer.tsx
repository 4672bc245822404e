import { Button, Drawer } from '@mantine/core'
import { IconArrowRight, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { scheduleQueries } from '../../api/office/scheduleApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { EnterButton } from '../plan/EnterButton.tsx'
import { PlanFacts } from '../plan/PlanFacts.tsx'
import { isEditable } from '../plan/isEditable.ts'
import classes from './MeetingDrawer.module.css'

interface Props {
  readonly meetingId: string | null
  readonly onClose: () => void
}

/** A summary of a meeting beside the calendar, and the ways on from there. */
export function MeetingDrawer({ meetingId, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const { data, failure, refresh } = useLoad(meetingId === null ? null : scheduleQueries.meeting(meetingId))
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
      {failure !== null && <LoadFailed title={t('plan.failed')} failure={failure} onRetry={refresh} />}
      {!plan && failure === null && <Skeletons heights={[1.5, 12]} label={t('calendar.loading')} />}
      {plan && (
        <>
          <PlanFacts plan={plan} />
          <div className={classes['actions']}>
            <EnterButton plan={plan} />
            <Button
              component={Link}
              to={`/planning/${plan.meetingId}`}
              variant="default"
              rightSection={<IconArrowRight size="1.1em" aria-hidden />}
              data-testid="open-plan"
            >
              {t('plan.open')}
            </Button>
            {plan.mayManage && isEditable(plan) && (
              <Button
                component={Link}
                to={`/planning/${plan.meetingId}/edit`}
                variant="default"
                leftSection={<IconPencil size="1.1em" aria-hidden />}
                data-testid="edit-plan"
              >
                {t('plan.edit')}
              </Button>
            )}
          </div>
        </>
      )}
    </Drawer>
  )
}
