import { Button } from '@mantine/core'
import { IconAlertTriangle, IconDeviceDesktopUp, IconDoorExit, IconFlagCheck, IconUserX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFailureText } from '../../i18n/useFailureText.ts'
import type { Phase } from '../../meeting/MeetingModel.ts'
import { Message } from '../../ui/Message.tsx'
import { useMeetingClient, useMeetingScope } from '../MeetingContext.ts'

interface Props {
  readonly phase: Extract<Phase, { kind: 'left' | 'replaced' | 'ended' | 'removed' | 'expelled' | 'refused' }>
}

/** After the meeting, for whatever reason: what happened and the way on. */
export function AfterView({ phase }: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const client = useMeetingClient()
  const { detail } = useMeetingScope()
  const toList = (
    <Button component={Link} to="/" size="lg" variant="default">
      {t('common.backToList')}
    </Button>
  )
  switch (phase.kind) {
    case 'left':
      return (
        <Message icon={<IconDoorExit size="1em" />} title={t('after.leftTitle')} text={t('after.leftText')} testId="left">
          <Button size="lg" onClick={() => client.backToLobby()} data-testid="rejoin" autoFocus>
            {t('after.rejoin')}
          </Button>
          {toList}
        </Message>
      )
    case 'replaced':
      return (
        <Message
          icon={<IconDeviceDesktopUp size="1em" />}
          title={t('after.replacedTitle')}
          text={t('after.replacedText', { device: phase.deviceName || t('takeover.otherDevice') })}
          testId="replaced"
        >
          <Button size="lg" onClick={() => void client.join({ takeover: true })} data-testid="take-back" autoFocus>
            {t('after.takeBack')}
          </Button>
          {toList}
        </Message>
      )
    case 'ended':
      return (
        <Message icon={<IconFlagCheck size="1em" />} title={t('after.endedTitle')} text={t('after.endedText')} testId="ended">
          <Button component={Link} to={`/minutes/${detail.meetingId}`} size="lg" data-testid="to-minutes">
            {t('after.minutes')}
          </Button>
          {toList}
        </Message>
      )
    case 'removed':
      return (
        <Message icon={<IconUserX size="1em" />} title={t('after.removedTitle')} text={t('after.removedText')} testId="removed">
          {toList}
        </Message>
      )
    case 'expelled':
      return (
        <Message
          icon={<IconUserX size="1em" />}
          title={t('after.expelledTitle')}
          text={[...(phase.reason === '' ? [] : [t('after.expelledReason', { reason: phase.reason })]), t(phase.barred ? 'after.barredText' : 'after.expelledText')].join('\n')}
          testId="expelled"
        >
          {!phase.barred && (
            <Button size="lg" onClick={() => client.backToLobby()} data-testid="rejoin" autoFocus>
              {t('after.rejoin')}
            </Button>
          )}
          {toList}
        </Message>
      )
    case 'refused':
      return (
        <Message icon={<IconAlertTriangle size="1em" />} title={t('after.refusedTitle')} text={failureText(phase.code)} testId="refused">
          <Button size="lg" onClick={() => location.reload()} autoFocus>
            {t('common.reload')}
          </Button>
          {toList}
        </Message>
      )
    default:
      return phase satisfies never
  }
}
