import { Button } from '@mantine/core'
import { IconVolume } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LocalMedia, type LocalSnapshot } from '../../../live/media/LocalMedia.ts'
import { playTestTone } from '../../../live/media/testTone.ts'
import { preferences } from '../../../live/meeting/preferences.ts'
import { LiveVideo } from './LiveVideo.tsx'
import { useMirror } from './useMirror.ts'
import classes from './DeviceCheck.module.css'
import { DeviceTrouble } from './DeviceTrouble.tsx'
import { LevelBar } from './LevelBar.tsx'

/** Tries camera, microphone and loudspeaker without a meeting, and closes what it opened. */
export function DeviceCheck() {
  const { t } = useTranslation('meeting')
  const { local, devices } = useOwnDevices()
  const { speakerId } = useStore(preferences)
  const [testing, setTesting] = useState(false)
  const mirrored = useMirror(devices.camera.kind === 'on' ? devices.camera.track : null)
  const { camera, mic } = devices
  async function test() {
    setTesting(true)
    await playTestTone(speakerId).catch(() => undefined)
    setTesting(false)
  }
  return (
    <div className={classes['root']} data-testid="device-check">
      {camera.kind === 'on' && (
        <div className={classes['picture']}>
          <LiveVideo track={camera.track} mirrored={mirrored} label={t('lobby.preview')} />
        </div>
      )}
      <DeviceTrouble kind="camera" state={camera} onRetry={() => void local.camera.start()} />
      {mic.kind === 'on' && <LevelBar track={mic.track} />}
      <DeviceTrouble
        kind="mic"
        state={mic}
        brief={camera.kind === 'problem' && camera.problem === 'denied'}
        onRetry={() => void local.mic.start()}
      />
      <Button
        variant="default"
        size="lg"
        leftSection={<IconVolume size="1.2em" aria-hidden />}
        disabled={testing}
        onClick={() => void test()}
      >
        {t(testing ? 'lobby.testing' : 'lobby.testTone')}
      </Button>
    </div>
  )
}

function useOwnDevices(): { readonly local: LocalMedia; readonly devices: LocalSnapshot } {
  const [local] = useState(() => {
    const { cameraId, micId } = preferences.getState()
    return new LocalMedia({ cameraId, micId, cameraOn: true, micOn: true })
  })
  const [devices, setDevices] = useState(() => local.snapshot)
  useEffect(() => {
    const stop = local.change$.on(setDevices)
    void local.open()
    return () => {
      stop()
      local.close()
    }
  }, [local])
  return { local, devices }
}
