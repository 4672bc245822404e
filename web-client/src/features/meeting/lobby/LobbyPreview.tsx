import { Loader } from '@mantine/core'
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { remember } from '../../../live/meeting/preferences.ts'
import { seatSources } from '../../../live/meeting/seatSources.ts'
import { LiveVideo } from '../devices/LiveVideo.tsx'
import { ToggleButton } from '../../../ui/ToggleButton.tsx'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { NetworkPreview } from './NetworkPreview.tsx'
import { useMirror } from '../devices/useMirror.ts'
import classes from './LobbyPreview.module.css'

/** My picture, for a person as in a mirror, with both switches. */
export function LobbyPreview() {
  const { t } = useTranslation('meeting')
  const { client, detail } = useMeetingScope()
  const { mic, micOn, camera, cameraOn, isNetworkCamera } = useMeeting((model) => model.local)
  const may = seatSources(detail.seat)
  const mirrored = useMirror(camera.kind === 'on' ? camera.track : null)
  const toggle = (device: 'mic' | 'camera', on: boolean) => {
    remember(device === 'mic' ? { micOn: on } : { cameraOn: on })
    void (device === 'mic' ? client.local.setMic(on, { release: true }) : client.local.setCamera(on))
  }
  return (
    <section className={classes['preview']} aria-label={t('lobby.preview')}>
      {camera.kind === 'on' && cameraOn && (
        <LiveVideo track={camera.track} mirrored={mirrored} label={t('lobby.preview')} />
      )}
      {camera.kind === 'starting' && (
        <p className={classes['note']} role="status">
          <Loader color="white" size="sm" /> {t('lobby.starting')}
        </p>
      )}
      {camera.kind === 'off' && isNetworkCamera && cameraOn && <NetworkPreview />}
      {camera.kind === 'off' && !(isNetworkCamera && cameraOn) && (
        <p className={classes['note']}>
          <IconVideoOff size="2.5em" stroke={1.4} aria-hidden /> {t('lobby.cameraOff')}
        </p>
      )}
      {camera.kind === 'problem' && (
        <p className={classes['note']}>
          <IconVideoOff size="2.5em" stroke={1.4} aria-hidden /> {t('deviceProblem.title.camera')}
        </p>
      )}
      <div className={classes['switches']}>
        <ToggleButton
          testId="mic"
          on={micOn && mic.kind !== 'problem'}
          trouble={mic.kind === 'problem'}
          disabled={!may.includes('mic')}
          label={t(micOn ? 'control.micOn' : 'control.micOff')}
          text={t('control.mic')}
          icon={micOn && mic.kind !== 'problem' ? <IconMicrophone /> : <IconMicrophoneOff />}
          onClick={() => toggle('mic', !micOn)}
        />
        <ToggleButton
          testId="camera"
          on={cameraOn && camera.kind !== 'problem'}
          trouble={camera.kind === 'problem'}
          disabled={!may.includes('camera')}
          label={t(cameraOn ? 'control.cameraOn' : 'control.cameraOff')}
          text={t('control.camera')}
          icon={cameraOn && camera.kind !== 'problem' ? <IconVideo /> : <IconVideoOff />}
          onClick={() => toggle('camera', !cameraOn)}
        />
      </div>
    </section>
  )
}
