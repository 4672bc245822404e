import {
  IconLayoutGrid,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FloorButton } from '../conduct/floor/FloorButton.tsx'
import { MicStateChip } from '../conduct/floor/MicStateChip.tsx'
import { useMicState } from '../conduct/floor/useMicState.ts'
import { ToggleButton } from '../../../ui/ToggleButton.tsx'
import { useDeviceText } from '../devices/useDeviceText.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { LeaveButton } from './LeaveButton.tsx'
import { useLayout } from '../layout/LayoutContext.ts'
import { MoreMenu } from './MoreMenu.tsx'
import classes from './Toolbar.module.css'
import { useControls } from '../layout/useControls.ts'
import { useFit } from '../layout/useFit.ts'

/** Microphone, camera, floor and the way out are whole at every size; the rest folds into "Thêm". */
export function Toolbar() {
  const { t } = useTranslation('meeting')
  const fit = useFit()
  const controls = useControls()
  const { mic, micOn, camera, cameraOn, isNetworkCamera, screen } = useMeeting((model) => model.local)
  const deviceText = useDeviceText()
  const view = useLayout((state) => state.view)
  const state = useMicState()
  // A device is shown as on when it is open; a wish alone is not heard by anyone, and neither is a microphone that was
  // cut.
  const hears = micOn && mic.kind === 'on' && state !== 'cut'
  const sees = cameraOn && (isNetworkCamera || camera.kind === 'on')
  const shareOff = controls.sharesSound ? 'control.shareOff' : 'control.shareOffSilent'
  return (
    <div
      className={classes['root']}
      data-fit={fit}
      data-testid="toolbar"
      role="toolbar"
      aria-label={t('meeting.toolbar')}
    >
      <div className={classes['left']}>
        <MicStateChip />
      </div>
      <div className={classes['buttons']} data-remote-first>
        <ToggleButton
          testId="mic"
          on={hears}
          state={hears ? (state === 'closed' ? 'closed' : 'on') : 'off'}
          trouble={deviceText('mic', mic) !== null}
          disabled={!controls.mayMic}
          label={controls.mayMic ? t(hears ? 'control.micOn' : 'control.micOff') : t('control.notAllowed')}
          text={t('control.mic')}
          hotkey="M"
          icon={hears ? <IconMicrophone /> : <IconMicrophoneOff />}
          onClick={controls.toggleMic}
        />
        <ToggleButton
          testId="camera"
          on={sees}
          trouble={deviceText('camera', camera) !== null}
          disabled={!controls.mayCamera}
          label={controls.mayCamera ? t(sees ? 'control.cameraOn' : 'control.cameraOff') : t('control.notAllowed')}
          text={t('control.camera')}
          hotkey="V"
          icon={sees ? <IconVideo /> : <IconVideoOff />}
          onClick={controls.toggleCamera}
        />
        {fit === 'phone' && <FloorButton brief />}
        {fit === 'full' && controls.mayShare && (
          <ToggleButton
            testId="share"
            tone="plain"
            on={screen !== null}
            disabled={!screen && !controls.mayShareNow}
            label={t(screen ? 'control.shareOn' : controls.mayShareNow ? shareOff : 'control.shareNotNow')}
            text={t('control.share')}
            hotkey="S"
            icon={screen ? <IconScreenShareOff /> : <IconScreenShare />}
            onClick={controls.toggleShare}
          />
        )}
        {fit === 'full' && (
          <>
            <span className={classes['gap']} />
            <ToggleButton
              testId="view"
              tone="plain"
              on={view === 'wall'}
              state={view}
              label={t('control.viewWall')}
              text={t('control.view')}
              hotkey="W"
              icon={<IconLayoutGrid />}
              onClick={controls.toggleView}
            />
          </>
        )}
        <MoreMenu isFolded={fit !== 'full'} />
        <span className={classes['gap']} />
        <LeaveButton />
      </div>
      {fit !== 'phone' && (
        <div className={classes['right']}>
          <FloorButton />
        </div>
      )}
    </div>
  )
}
