import { cameraConstraints } from '../../live/media/constraints.ts'
import { openDevice } from '../devices/openDevice.ts'
import { lookAt } from '../devices/lookAt.ts'
import { type TestStep, unread } from './TestStep.ts'

/** A camera may take so long to find its light, in milliseconds; then it is looked at some times. */
const SETTLE_MS = 900

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
      tell({ ...unread('picture'), label, values: { ...(await lookAt(track, { settleMs: SETTLE_MS }, signal)) } })
    } finally {
      track.stop()
    }
  },
})
