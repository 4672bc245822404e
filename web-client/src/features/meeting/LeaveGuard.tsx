import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { useMeeting } from './scope/MeetingContext.ts'

/** Asks before the browser's "back", or a link, takes a person out of the meeting. A reload asks nothing: it comes back by itself. */
export function LeaveGuard() {
  const { t } = useTranslation(['meeting', 'translation'])
  const isIn = useMeeting(({ phase }) => phase.kind === 'inMeeting')
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isIn && currentLocation.pathname !== nextLocation.pathname,
  )
  const stay = () => blocker.reset?.()
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={t('control.leaveTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      <Text>{t('control.leaveText')}</Text>
      <Group mt="lg" justify="flex-end">
        <Button size="md" variant="default" onClick={stay} data-autofocus>
          {t('control.stay')}
        </Button>
        <Button size="md" color="red" onClick={() => blocker.proceed?.()} data-testid="leave-guard-confirm">
          {t('control.leaveConfirm')}
        </Button>
      </Group>
    </Modal>
  )
}
