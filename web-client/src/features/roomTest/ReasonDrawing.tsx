import type { ReadinessReason } from '@diem-cau/signaling-contract/readiness'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconBrowser,
  IconBulb,
  IconDeviceCctv,
  IconDeviceComputerCamera,
  IconClock,
  IconCpu,
  IconDatabase,
  IconDeviceTv,
  IconFocus2,
  IconHandOff,
  IconHandStop,
  IconLock,
  IconMicrophone,
  IconNetwork,
  IconPlug,
  IconPower,
  IconRefresh,
  IconRouter,
  IconSettings,
  IconTrash,
  IconVolume,
  IconVolume2,
  IconX,
} from '@tabler/icons-react'
import classes from './ReasonDrawing.module.css'

/** What to look at, and what to do with it. */
const drawings: Record<ReadinessReason, readonly [what: Icon, todo: Icon]> = {
  oldBrowser: [IconBrowser, IconRefresh],
  codecMissing: [IconBrowser, IconRefresh],
  clockOff: [IconClock, IconRefresh],
  busy: [IconCpu, IconX],
  starved: [IconCpu, IconX],
  diskFull: [IconDatabase, IconTrash],
  secondScreenMissing: [IconDeviceTv, IconPlug],
  cameraMissing: [IconDeviceComputerCamera, IconPlug],
  cameraDenied: [IconDeviceComputerCamera, IconLock],
  cameraInUse: [IconDeviceComputerCamera, IconX],
  cameraWrong: [IconDeviceComputerCamera, IconArrowsLeftRight],
  microphoneMissing: [IconMicrophone, IconPlug],
  microphoneDenied: [IconMicrophone, IconLock],
  microphoneInUse: [IconMicrophone, IconX],
  microphoneWrong: [IconMicrophone, IconArrowsLeftRight],
  networkCameraSilent: [IconDeviceCctv, IconPlug],
  networkCameraPassword: [IconDeviceCctv, IconLock],
  networkCameraSettings: [IconDeviceCctv, IconSettings],
  networkCameraKeyframes: [IconDeviceCctv, IconClock],
  pictureBlack: [IconDeviceComputerCamera, IconBulb],
  pictureFrozen: [IconDeviceComputerCamera, IconPower],
  pictureCovered: [IconDeviceComputerCamera, IconHandOff],
  pictureBlurred: [IconDeviceComputerCamera, IconFocus2],
  pictureSmall: [IconDeviceComputerCamera, IconPlug],
  microphoneDead: [IconMicrophone, IconPower],
  microphoneQuiet: [IconMicrophone, IconVolume],
  microphoneNoisy: [IconMicrophone, IconHandStop],
  microphoneClips: [IconMicrophone, IconVolume2],
  loudspeakerMissing: [IconVolume, IconPlug],
  loudspeakerNotHeard: [IconDeviceTv, IconVolume],
  echoLoud: [IconDeviceTv, IconVolume2],
  lineCut: [IconNetwork, IconPlug],
  lineSlowUp: [IconRouter, IconX],
  lineSlowDown: [IconRouter, IconX],
  lineLossUp: [IconNetwork, IconPlug],
  lineLossDown: [IconNetwork, IconPlug],
  lineUnsteady: [IconRouter, IconX],
  lineLong: [IconRouter, IconAlertTriangle],
  lineOnlyTcp: [IconRouter, IconLock],
  lineOnly443: [IconRouter, IconLock],
}

/** A drawing for people who do not read: the thing, and what to do with it. */
export function ReasonDrawing({
  reason,
  size = 'medium',
}: {
  readonly reason: ReadinessReason
  readonly size?: 'medium' | 'large'
}) {
  const [What, Todo] = drawings[reason]
  return (
    <span className={classes['root']} data-size={size} aria-hidden>
      <What size="100%" stroke={1.3} />
      <span className={classes['todo']}>
        <Todo size="100%" stroke={2} />
      </span>
    </span>
  )
}
