/** What the browser does with the sound of a microphone. */
export interface SoundWishes {
  /** False where the room's own equipment takes away the echo: two of them cut words off. */
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
}

const allOfIt: SoundWishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** Asks for exactly this device, or for any when it is null. */
export function micConstraints(deviceId: string | null, sound: SoundWishes = allOfIt): MediaTrackConstraints {
  const { echoCancellation, noiseSuppression, autoGainControl } = sound
  return {
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    echoCancellation,
    noiseSuppression,
    autoGainControl,
    channelCount: { ideal: 1 },
  }
}

/** @param moves asks to be let move it, too, about which a browser asks a person once more */
export function cameraConstraints(deviceId: string | null, moves = false): MediaTrackConstraints {
  return {
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    ...(moves ? { pan: true, tilt: true, zoom: true } : {}),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 24, max: 30 },
  }
}

/** Asks for this camera and no other, as large as a page must be to be read; paper does not move. */
export function documentCameraConstraints(deviceId: string): MediaTrackConstraints {
  return {
    deviceId: { exact: deviceId },
    width: { ideal: 1920 },
    height: { ideal: 1080 },
    frameRate: { ideal: 10, max: 15 },
  }
}
