import { cameraConstraints } from '../live/media/constraints.ts'
import { preferences } from '../live/meeting/preferences.ts'
import { openNetworkPicture, type OpenPicture } from './lines/openNetworkPicture.ts'

/**
 * Opens the picture that a meeting would get from this room: that of the camera that was chosen, or of the one of the network.
 * @param signal ends it, opened or not
 * @throws DOMException or RequestFailed when there is none
 */
export async function openRoomPicture(signal: AbortSignal): Promise<OpenPicture | null> {
  const { cameraId, isNetworkCamera } = preferences.getState()
  if (isNetworkCamera) return openNetworkPicture(signal)
  const video = { ...cameraConstraints(cameraId), width: { ideal: 640 }, height: { ideal: 360 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video })
  const close = () => stream.getTracks().forEach((track) => track.stop())
  const [track] = stream.getVideoTracks()
  if (signal.aborted || !track) {
    close()
    return null
  }
  signal.addEventListener('abort', close)
  return { track, close }
}
