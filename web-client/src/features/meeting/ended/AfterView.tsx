import { Button } from '@mantine/core'
import { IconAlertTriangle, IconDeviceDesktopUp, IconDoorExit, IconFlagCheck, IconUserX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import type { StayPhase } from '../../../live/meeting/MeetingModel.ts'
import { Message } from '../../../ui/Message.tsx'
import { HomeButton } from '../../../ui/HomeButton.tsx'
import { useMeetingClient, useMeetingScope } from '../scope/MeetingContext.ts'
import { useHome } from '../../../ui/useHome.ts'
import { GoesBack } from '../../ownRoom/GoesBack.tsx'
import { roomMark } from '../../ownRoom/roomMark.ts'
import { setNotNow } from '../../ownRoom/notNow.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'

interface Props {
  readonly phase: Extract<StayPhase, { kind: 'left' | 'replaced' | 'ended' | 'removed' | 'expelled' | 'refused' }>
}

/** What a room does not take back by itself: somebody there, or the office, wanted it so. */
const WANTED = ['left', 'replaced', 'expelled']
/** Time to read, and to press something else, before a room goes back to its page, in seconds. */
const ENDED_SEC = 20
const READ_SEC = 45

/** Says after the meeting what happened, and shows the way on. */
export function AfterView({ phase }: Props) {
  const { t } = useTranslation(['meeting', 'translation'])
  const failureText = useFailureText()
  const client = useMeetingClient()
  const { detail } = useMeetingScope()
  const isGuest = useHome() === null
  const isRoom = useOwnRoom()
  const isWanted = WANTED.includes(phase.kind)
  useEffect(() => {
    if (!isRoom) return
    roomMark.clear()
    if (isWanted) setNotNow(detail.meetingId, true)
  }, [detail.meetingId, isRoom, isWanted])
  const toList = isGuest ? (
    <CloseButton />
  ) : (
    <>
      <HomeButton size="lg" variant="default" />
      <GoesBack seconds={phase.kind === 'ended' ? ENDED_SEC : READ_SEC} isAnew={phase.kind === 'refused'} />
    </>
  )
  /** The text of what happened; a guest, who has no other page here, is also told whom to ask. */
  const words = (...lines: readonly string[]) =>
    [...lines, ...(isGuest ? [t('after.guestCall', { unit: detail.hostUnit.name }), t('after.guestClose')] : [])].join(
      '\n',
    )
  switch (phase.kind) {
    case 'left':
      return (
        <Message
          icon={<IconDoorExit size="1em" />}
          title={t('after.leftTitle')}
          text={words(t('after.leftText'))}
          testId="left"
        >
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
          text={words(t('after.replacedText', { device: phase.deviceName || t('takeover.otherDevice') }))}
          testId="replaced"
        >
          <Button size="lg" onClick={() => client.join({ takeover: true })} data-testid="take-back" autoFocus>
            {t('after.takeBack')}
          </Button>
          {toList}
        </Message>
      )
    case 'ended':
      return (
        <Message
          icon={<IconFlagCheck size="1em" />}
          title={t('after.endedTitle')}
          text={words(t('after.endedText'))}
          testId="ended"
        >
          {!isGuest && (
            <Button component={Link} to={`/minutes/${detail.meetingId}`} size="lg" data-testid="to-minutes">
              {t('after.minutes')}
            </Button>
          )}
          {toList}
        </Message>
      )
    case 'removed':
      return (
        <Message
          icon={<IconUserX size="1em" />}
          title={t('after.removedTitle')}
          text={words(t('after.removedText'))}
          testId="removed"
        >
          {toList}
        </Message>
      )
    case 'expelled':
      return (
        <Message
          icon={<IconUserX size="1em" />}
          title={t('after.expelledTitle')}
          text={words(
            ...(phase.reason === '' ? [] : [t('after.expelledReason', { reason: phase.reason })]),
            t(phase.barred ? 'after.barredText' : 'after.expelledText'),
          )}
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
        <Message
          icon={<IconAlertTriangle size="1em" />}
          title={t('after.refusedTitle')}
          text={words(failureText(phase.code))}
          testId="refused"
        >
          <Button size="lg" onClick={() => location.reload()} autoFocus>
            {t('translation:common.reload')}
          </Button>
          {toList}
        </Message>
      )
    default:
      return phase satisfies never
  }
}

/** Closes the tab that a link opened; a browser that does not let a page do that leaves it as it is, and the words say how. */
function CloseButton() {
  const { t } = useTranslation('meeting')
  return (
    <Button size="lg" variant="default" onClick={() => window.close()} data-testid="close-page">
      {t('after.close')}
    </Button>
  )
}
