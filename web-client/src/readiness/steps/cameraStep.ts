import { cameraConstraints } from '../../live/media/constraints.ts'
import { openDevice } from '../devices/openDevice.ts'
import { PictureLook } from '../devices/PictureLook.ts'
import { pause } from '../devices/pause.ts'
import { type TestStep, unread } from './TestStep.ts'

/** A camera may take so long to find its light, in milliseconds; then it is looked at some times. */
const SETTLE_MS = 900
const LOOKS = 5
const LOOK_EVERY_MS = 300

/** The camera that a meeting would take, and its picture. @param deviceId the remembered one; null: any */
export const cameraStep = (deviceId: () => string | null): TestStep => ({
  ids: ['camera', 'picture'],
  limitMs: 11_000,
  async run(_kind, tell, signal) {
    const opened = await openDevice('camera', deviceId(), cameraConstraints)
    if (opened.kind === 'unread') return
    if (opened.kind === 'fault') {
      tell({ ...unread('camera'), fault: opened.fault })
      return
    }
    const { track, label } = opened
    const look = new PictureLook(track)
    try {
      if (signal.aborted) return
      tell({
        ...unread('camera'),
        label,
        values: {
          cameraHeight: track.getSettings().height ?? null,
          cameraClaimedHeight: track.getCapabilities?.().height?.max ?? null,
        },
      })
      await pause(SETTLE_MS, signal)
      for (let n = 0; n < LOOKS; n++) {
        look.look()
        await pause(LOOK_EVERY_MS, signal)
      }
      tell({ ...unread('picture'), label, values: { ...look.seen() } })
    } finally {
      look.close()
      track.stop()
    }
  },
})
