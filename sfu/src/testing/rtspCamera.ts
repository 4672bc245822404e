import { onTestFinished } from 'vitest'
import { type RtspCameraOptions, startRtspCamera } from './startRtspCamera.ts'

/** {@link startRtspCamera}, ended with the test. */
export async function rtspCamera(options: RtspCameraOptions = {}) {
  const camera = await startRtspCamera(options)
  onTestFinished(camera.kill)
  return camera
}
