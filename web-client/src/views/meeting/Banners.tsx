import { Button } from '@mantine/core'
import { IconAlertTriangle, IconAntennaBars2, IconRefresh, IconScreenShare, IconVolume } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../i18n/formatTime.ts'
import type { LocalDeviceState } from '../../media/LocalDevice.ts'
import { useDeviceText } from '../../ui/useDeviceText.ts'
import { useMeeting, useMeetingClient } from '../MeetingContext.ts'
import classes from './Banners.module.css'

/** What is wrong just now, worst first, and what is being done about it. */
export function Banners() {
  const { t } = useTranslation()
  const client = useMeetingClient()
  const deviceText = useDeviceText()
  const { connection, media, local, sendingWeak, audioBlocked } = useMeeting((model) => ({
    connection: model.connection,
    media: model.media,
    local: model.local,
    sendingWeak: model.sendingWeak,
    audioBlocked: model.audioBlocked,
  }))
  const away = connection.kind === 'reconnecting' || connection.kind === 'lost' ? connection : null
  // A room that has none was told in the lobby; the mark on the button stays.
  const told = (state: LocalDeviceState) => state.kind === 'problem' && state.problem === 'notFound'
  const micText = told(local.mic) ? null : deviceText('mic', local.mic)
  const cameraText = told(local.camera) ? null : deviceText('camera', local.camera)
  return (
    <div className={classes['root']}>
      {away && (
        <Banner tone="bad" icon={<IconRefresh size="1.3em" />} testId="reconnecting">
          <AwayText kind={away.kind} since={away.since} />
        </Banner>
      )}
      {!away && (media === 'rebuilding' || media === 'waiting') && (
        <Banner tone="bad" icon={<IconRefresh size="1.3em" />} testId="media-lost">
          {t(`banner.${media}`)}
        </Banner>
      )}
      {!away && media === 'unsupported' && (
        <Banner tone="bad" icon={<IconAlertTriangle size="1.3em" />} testId="unsupported">
          {t('lobby.unsupported')}
        </Banner>
      )}
      {audioBlocked && (
        <Banner tone="info" icon={<IconVolume size="1.3em" />} testId="audio-blocked">
          {t('banner.audioBlocked')}
          <Button size="md" onClick={() => client.unblockAudio()}>
            {t('banner.unblock')}
          </Button>
        </Banner>
      )}
      {micText && (
        <Banner tone="warn" icon={<IconAlertTriangle size="1.3em" />} testId="mic-trouble">
          {t('banner.micProblem', { text: micText })}
          <Button size="compact-md" variant="default" onClick={() => void client.local.mic.start()}>
            {t('common.retry')}
          </Button>
        </Banner>
      )}
      {cameraText && (
        <Banner tone="warn" icon={<IconAlertTriangle size="1.3em" />} testId="camera-trouble">
          {t('banner.cameraProblem', { text: cameraText })}
          <Button size="compact-md" variant="default" onClick={() => void client.local.camera.start()}>
            {t('common.retry')}
          </Button>
        </Banner>
      )}
      {local.screen && (
        <Banner tone="info" icon={<IconScreenShare size="1.3em" />} testId="sharing">
          {t('meeting.shareYou')}
          <Button size="compact-md" variant="default" onClick={() => client.local.screen.stop()}>
            {t('control.shareOn')}
          </Button>
        </Banner>
      )}
      {!away && media === 'running' && sendingWeak && (
        <Banner tone="warn" icon={<IconAntennaBars2 size="1.3em" />} testId="weak">
          {t('banner.sendingWeak')}
        </Banner>
      )}
    </div>
  )
}

interface BannerProps {
  readonly tone: 'bad' | 'warn' | 'info'
  readonly icon: ReactNode
  readonly testId: string
  readonly children: ReactNode
}

function Banner({ tone, icon, testId, children }: BannerProps) {
  return (
    <div className={classes['banner']} data-tone={tone} data-testid={`banner-${testId}`}>
      <span aria-hidden>{icon}</span>
      {children}
    </div>
  )
}

function AwayText({ kind, since }: { readonly kind: 'reconnecting' | 'lost'; readonly since: number }) {
  const { t } = useTranslation()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return <span>{t(`banner.${kind}`, { time: duration(now - since) })}</span>
}
