import { cameraConstraints, micConstraints } from './constraints.ts'
import type { LocalDevice } from './LocalDevice.ts'

interface Wish {
  readonly device: LocalDevice
  readonly preferredId: string | null
}

/**
 * Asks for camera and microphone with one question of the browser. If that fails each is asked for
 * alone, so that a room without a camera still gets its microphone.
 */
export async function openTogether(mic: Wish | null, camera: Wish | null): Promise<void> {
  if (mic && camera && navigator.mediaDevices) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: micConstraints(mic.preferredId),
        video: cameraConstraints(camera.preferredId),
      })
      for (const track of stream.getAudioTracks()) mic.device.adopt(track)
      for (const track of stream.getVideoTracks()) camera.device.adopt(track)
      return
    } catch {
      // Which of the two it was is found out below.
    }
  }
  await mic?.device.start()
  await camera?.device.start()
}
