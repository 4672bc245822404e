import type { LocalDevice } from './LocalDevice.ts'

/**
 * Asks for camera and microphone with one question of the browser. If that fails each is asked for
 * alone, so that a room without a camera still gets its microphone. null: not wanted.
 */
export async function openTogether(mic: LocalDevice | null, camera: LocalDevice | null): Promise<void> {
  if (mic && camera && navigator.mediaDevices) return await askForBoth(mic, camera)
  await mic?.start()
  await camera?.start()
}

async function askForBoth(mic: LocalDevice, camera: LocalDevice): Promise<void> {
  const [awaitedMic, awaitedCamera] = [mic.await(), camera.await()]
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: mic.constraints(mic.preferredId),
      video: camera.constraints(camera.preferredId),
    })
    for (const track of stream.getAudioTracks()) awaitedMic.give(track)
    for (const track of stream.getVideoTracks()) awaitedCamera.give(track)
  } catch {
    // Asking for each alone finds out which of the two it was.
    await awaitedMic.askAlone()
    await awaitedCamera.askAlone()
  }
}
