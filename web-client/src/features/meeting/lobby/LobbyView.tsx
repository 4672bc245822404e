import { Alert, Button, Title } from '@mantine/core'
import { IconAlertCircle, IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { seatSources } from '../../../live/meeting/seatSources.ts'
import { Brand } from '../../../ui/Brand.tsx'
import { DisplayMenu } from '../../../ui/DisplayMenu.tsx'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { useHome } from '../../../ui/useHome.ts'
import { DeviceSetup } from '../devices/DeviceSetup.tsx'
import { LobbyPreview } from './LobbyPreview.tsx'
import classes from './LobbyView.module.css'
import { TakeoverDialog } from './TakeoverDialog.tsx'
import { TestButton } from './TestButton.tsx'
import { WaitingRoom } from '../waiting/WaitingRoom.tsx'
import { useEnterKey } from './useEnterKey.ts'
import { RoomEntry } from './RoomEntry.tsx'
import { RoomDuty } from '../../ownRoom/RoomDuty.tsx'
import { setNotNow } from '../../ownRoom/notNow.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'

/** The page before the meeting: it shows how I will be seen and heard, and the way in. */
export function LobbyView() {
  const { t } = useTranslation(['meeting', 'translation'])
  const failureText = useFailureText()
  const { client, detail } = useMeetingScope()
  const { phase, failure, connection, local } = useMeeting((model) => ({
    phase: model.phase.kind,
    failure: model.joinFailure,
    connection: model.connection.kind,
    local: model.local,
  }))
  const [opened, setOpened] = useState(false)
  const home = useHome()
  const isRoom = useOwnRoom()
  const observer = seatSources(detail.seat).length === 0

  useEffect(() => {
    let live = true
    void client.local.open().then(() => live && setOpened(true))
    return () => {
      live = false
    }
  }, [client])

  const joining = phase === 'joining'
  const waiting = phase === 'waiting'
  const join = () => {
    if (!joining && !waiting) client.join()
  }
  useEnterKey(join)

  const withoutMic = opened && local.mic.kind === 'problem'
  const withoutCamera = opened && local.camera.kind === 'problem'
  const hint = observer
    ? t('lobby.observerSeat')
    : withoutMic && withoutCamera
      ? t('lobby.asWatcher')
      : withoutCamera
        ? t('lobby.withoutCamera')
        : null
  const online = connection === 'online' || connection === 'connecting'
  return (
    <div className={classes['page']}>
      <RoomDuty state="lobby" />
      <header className={classes['header']}>
        <Brand />
        <DisplayMenu />
      </header>
      <main className={classes['main']} data-testid="lobby">
        <div className={classes['heading']}>
          {home !== null && (
            <Link
              to="/"
              className={classes['back']}
              data-remote-back
              // A room would come back at once by itself.
              onClick={() => isRoom && setNotNow(detail.meetingId, true)}
            >
              <IconArrowLeft size="1.1em" aria-hidden /> {t(home, { ns: 'translation' })}
            </Link>
          )}
          <Title order={1} size="h2">
            {detail.title}
          </Title>
          <p>
            {detail.hostUnit.name} · {t('translation:meetings.chair')}: {detail.chairName} ·{' '}
            {t('translation:meetings.yourSeat')}: <strong>{t(`translation:seat.${detail.seat}`)}</strong>
          </p>
        </div>
        {isRoom && <RoomEntry isReady={opened || observer} onJoin={join} />}
        {!observer && <LobbyPreview />}
        <section className={classes['setup']} aria-label={t('lobby.title')}>
          <DeviceSetup observer={observer} />
          {!observer && <TestButton />}
          <div className={classes['enter']}>
            {failure && failure.code !== 'alreadyJoined' && (
              <Alert color="red" variant="light" icon={<IconAlertCircle />} role="alert" data-testid="join-error">
                {failureText(failure.code)}
              </Alert>
            )}
            {hint && <p className={classes['hint']}>{hint}</p>}
            {waiting ? (
              <WaitingRoom />
            ) : (
              <Button size="xl" fullWidth loading={joining} onClick={join} data-remote-first data-testid="join">
                {joining ? t('lobby.joining') : t('lobby.join')}
              </Button>
            )}
            <p className={classes['status']} role="status" data-online={connection === 'online'}>
              {t(online ? `lobby.${connection === 'online' ? 'connected' : 'connecting'}` : 'lobby.disconnected')}
              {!waiting && <span className={classes['enterHint']}>{t('lobby.joinHint')}</span>}
            </p>
          </div>
        </section>
      </main>
      <TakeoverDialog />
    </div>
  )
}
