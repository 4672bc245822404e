import { Button } from '@mantine/core'
import { IconVolume } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { askForSpeaker, asksForSpeakers } from '../../../live/media/deviceList.ts'
import { playTestTone } from '../../../live/media/testTone.ts'
import { preferences, remember } from '../../../live/meeting/preferences.ts'
import { BrowserLacks } from '../../../ui/BrowserLacks.tsx'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { CameraMoves } from './CameraMoves.tsx'
import { OfficeMoves } from './OfficeMoves.tsx'
import { DevicePicker } from './DevicePicker.tsx'
import { DocumentCameraChoice } from './DocumentCameraChoice.tsx'
import { useDevices } from './useDevices.ts'
import { useNetworkCamera } from './useNetworkCamera.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import { DeviceTrouble } from './DeviceTrouble.tsx'
import classes from './DeviceSetup.module.css'
import { LevelBar } from './LevelBar.tsx'

/** Stands for the room's camera of the network among the devices of its computer. */
const NETWORK = 'network'

/** What a room misses beside its devices. */
const WITH_DEVICES = ['speakerChoice', 'speakerKey', 'cameraMoves'] as const

interface Props {
  readonly observer: boolean
}

/** Chooses camera, microphone and speaker; the same in the lobby and in the meeting's settings. */
export function DeviceSetup({ observer }: Props) {
  const { t } = useTranslation('meeting')
  const client = useMeetingClient()
  const { mic, camera, isNetworkCamera } = useMeeting((model) => model.local)
  const fault = useMeeting((model) => model.networkCameraFault)
  const { speakerId } = useStore(preferences)
  const isRoom = useOwnRoom()
  const hasNetworkCamera = useNetworkCamera()
  const [testing, setTesting] = useState(false)
  const { cameras, mics, speakers } = useDevices(`${mic.kind}${camera.kind}${speakerId}`)
  const choose = (id: string) => {
    remember({ speakerId: id })
    client.setSpeaker(id)
  }
  const isListed = speakers.some(({ deviceId }) => deviceId === speakerId)
  const askWhich = () => {
    // One that was remembered and is not listed is let in again without a question.
    void askForSpeaker(isListed ? '' : speakerId).then((id) => id !== null && choose(id))
  }

  async function test() {
    setTesting(true)
    await playTestTone(speakerId).catch(() => undefined)
    setTesting(false)
  }

  return (
    <div className={classes['root']}>
      {!observer && (
        <>
          <DevicePicker
            label={t('lobby.camera')}
            testId="device-camera"
            choices={
              hasNetworkCamera || isNetworkCamera
                ? [...cameras, { deviceId: NETWORK, label: t('networkCamera.choice') }]
                : cameras
            }
            value={
              isNetworkCamera
                ? NETWORK
                : camera.kind === 'on'
                  ? camera.deviceId
                  : (preferences.getState().cameraId ?? '')
            }
            onChange={(cameraId) => {
              const chosen = cameraId === NETWORK
              remember(chosen ? { isNetworkCamera: true } : { isNetworkCamera: false, cameraId })
              if (!chosen) void client.local.camera.select(cameraId)
              void client.local.chooseNetworkCamera(chosen)
            }}
          />
          {fault !== null && (
            <p role="alert" data-testid="network-camera-trouble">
              {t(`networkCamera.fault.${fault}`)}
            </p>
          )}
          <DeviceTrouble kind="camera" state={camera} onRetry={() => void client.local.camera.start()} />
          {isRoom && camera.kind === 'on' && <CameraMoves track={camera.track} deviceId={camera.deviceId} />}
          {isRoom && <OfficeMoves />}
          <DocumentCameraChoice />
          <DevicePicker
            label={t('lobby.mic')}
            choices={mics}
            value={mic.kind === 'on' ? mic.deviceId : (preferences.getState().micId ?? '')}
            onChange={(micId) => {
              remember({ micId })
              void client.local.mic.select(micId)
            }}
          />
          {mic.kind === 'on' && <LevelBar track={mic.track} />}
          <DeviceTrouble
            kind="mic"
            state={mic}
            brief={camera.kind === 'problem' && camera.problem === 'denied'}
            onRetry={() => void client.local.mic.start()}
          />
        </>
      )}
      <div className={classes['speaker']}>
        <DevicePicker
          label={t('lobby.speaker')}
          choices={speakers}
          value={speakerId}
          systemChoice={t('lobby.systemSpeaker')}
          onChange={choose}
        />
        {asksForSpeakers() && (
          <Button variant="default" size="md" onClick={askWhich} data-testid="speaker-ask">
            {t('lobby.askSpeaker')}
          </Button>
        )}
        <Button
          variant="default"
          size="md"
          leftSection={<IconVolume size="1.2em" aria-hidden />}
          disabled={testing}
          onClick={() => void test()}
        >
          {t(testing ? 'lobby.testing' : 'lobby.testTone')}
        </Button>
      </div>
      <BrowserLacks only={isRoom ? WITH_DEVICES : ['speakerChoice']} />
    </div>
  )
}
