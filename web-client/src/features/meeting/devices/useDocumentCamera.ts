import { useStore } from 'zustand'
import type { DeviceChoice } from '../../../live/media/deviceList.ts'
import { documentCamera, documentCameras } from '../../../live/media/documentCamera.ts'
import { preferences } from '../../../live/meeting/preferences.ts'
import { useFit } from '../layout/useFit.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useDevices } from './useDevices.ts'

const none: DocumentCameras = { choices: [], camera: null }

interface DocumentCameras {
  readonly choices: readonly DeviceChoice[]
  /** The one that is shared when somebody wants to show papers; null: there is none. */
  readonly camera: DeviceChoice | null
}

/** The document camera of this computer, and what else might be one. */
export function useDocumentCamera(): DocumentCameras {
  const { cameraId, documentCameraId } = useStore(preferences)
  const camera = useMeeting(({ local }) => local.camera)
  const { cameras } = useDevices(camera.kind)
  // A phone has two cameras in one, which are not open at once.
  const isPhone = useFit() === 'phone'
  if (isPhone) return none
  const roomId = camera.kind === 'on' ? camera.deviceId : cameraId
  return {
    choices: documentCameras(cameras, { roomId }),
    camera: documentCamera(cameras, { roomId, chosenId: documentCameraId }),
  }
}
