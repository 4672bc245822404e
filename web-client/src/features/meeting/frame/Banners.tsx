import { Button } from '@mantine/core'
import { IconAlertTriangle, IconRefresh, IconScreenShare, IconVolume, type Icon } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../time/formatTime.ts'
import type { LocalDeviceState } from '../../../live/media/deviceState.ts'
import { RoomNote } from '../conduct/troubles/RoomNote.tsx'
import { useDeviceText } from '../devices/useDeviceText.ts'
import type { BandPlace, BandWeight } from '../layout/bands.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import { Band } from '../layout/Band.tsx'
import classes from '../layout/Banners.module.css'

/** Says what is wrong just now, worst first, and what is being done about it. */
export function Banners() {
  const { t } = useTranslation(['meeting', 'translation'])
  const client = useMeetingClient()
  const deviceText = useDeviceText()
  const { connection, media, isMediaShut, local, audioBlocked } = useMeeting((model) => ({
    connection: model.connection,
    media: model.media,
    isMediaShut: model.isMediaShut,
    local: model.local,
    audioBlocked: model.audioBlocked,
  }))
  const away = connection.kind === 'reconnecting' || connection.kind === 'lost' ? connection : null
  // A room without devices was told in the lobby; the mark on the button stays.
  const told = (state: LocalDeviceState) => state.kind === 'problem' && state.problem === 'notFound'
  const micText = told(local.mic) ? null : deviceText('mic', local.mic)
  const cameraText = told(local.camera) ? null : deviceText('camera', local.camera)
  return (
    <>
      {away && (
        <Banner
          tone="bad"
          icon={IconRefresh}
          name="reconnecting"
          order={10}
          text={<AwayText kind={away.kind} since={away.since} />}
        />
      )}
      {!away && isMediaShut && (
        <Banner tone="bad" icon={IconAlertTriangle} name="media-shut" order={11} text={t(`banner.${whyShut()}`)} />
      )}
      {!away && !isMediaShut && (media === 'rebuilding' || media === 'waiting' || media === 'full') && (
        <Banner tone="bad" icon={IconRefresh} name="media-lost" order={12} text={t(`banner.${media}`)} />
      )}
      {!away && media === 'unsupported' && (
        <Banner tone="bad" icon={IconAlertTriangle} name="unsupported" order={13} text={t('lobby.unsupported')} />
      )}
      {audioBlocked && (
        <Banner tone="info" icon={IconVolume} name="audio-blocked" order={14} text={t('banner.audioBlocked')}>
          <Button size="md" onClick={() => client.unblockAudio()}>
            {t('banner.unblock')}
          </Button>
        </Banner>
      )}
      {micText && (
        <Banner
          tone="warn"
          icon={IconAlertTriangle}
          name="mic-trouble"
          order={70}
          text={t('banner.micProblem', { text: micText })}
        >
          <Button size="compact-md" variant="default" onClick={() => void client.local.mic.start()}>
            {t('translation:common.retry')}
          </Button>
        </Banner>
      )}
      {cameraText && (
        <Banner
          tone="warn"
          icon={IconAlertTriangle}
          name="camera-trouble"
          order={71}
          text={t('banner.cameraProblem', { text: cameraText })}
        >
          <Button size="compact-md" variant="default" onClick={() => void client.local.camera.start()}>
            {t('translation:common.retry')}
          </Button>
        </Banner>
      )}
      {local.screen && (
        <Banner
          tone="info"
          icon={IconScreenShare}
          name="sharing"
          order={100}
          weight="large"
          text={t(
            local.screen.kind !== 'screen'
              ? 'documentCamera.shown'
              : local.screen.audio
                ? 'meeting.shareYou'
                : 'meeting.shareYouSilent',
          )}
        >
          <Button size="compact-md" variant="default" onClick={() => client.local.screen.stop()}>
            {t(local.screen.kind === 'screen' ? 'control.shareOn' : 'documentCamera.stop')}
          </Button>
        </Banner>
      )}
      <RoomNote />
    </>
  )
}

/** Firefox leaves out the addresses of its own computer when it looks for a way. */
function whyShut(): 'shut' | 'shutLoopback' {
  const isLoopback = /^(localhost|127\.|\[::1\])/.test(location.hostname)
  return isLoopback && /Firefox\//.test(navigator.userAgent) ? 'shutLoopback' : 'shut'
}

interface BannerProps extends BandPlace {
  readonly weight?: BandWeight
  readonly tone: 'bad' | 'warn' | 'info'
  readonly icon: Icon
  readonly text: ReactNode
  /** The button of what can be done about it. */
  readonly children?: ReactNode
}

function Banner({ name, order, weight = 'asks', tone, icon: BannerIcon, text, children }: BannerProps) {
  return (
    <Band
      name={name}
      order={order}
      weight={weight}
      icon={BannerIcon}
      line={text}
      tone={tone === 'info' ? 'plain' : tone}
      testId={`banner-${name}`}
    >
      <div className={classes['banner']} data-tone={tone}>
        <span aria-hidden>
          <BannerIcon size="1.3em" />
        </span>
        <span>{text}</span>
        {children}
      </div>
    </Band>
  )
}

function AwayText({ kind, since }: { readonly kind: 'reconnecting' | 'lost'; readonly since: number }) {
  const { t } = useTranslation('meeting')
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return <span>{t(`banner.${kind}`, { time: duration(now - since) })}</span>
}
