import type { RoomCameraTried, StepResult } from '@diem-cau/signaling-contract/readiness'
import { roomCameraApi } from '../../api/office/roomCameraApi.ts'
import { lookAt } from '../devices/lookAt.ts'
import { openNetworkPicture } from '../lines/openNetworkPicture.ts'
import { type TestStep, unread } from './TestStep.ts'

/** As technicians read it where a camera's name stands; where it is stands at the office. */
const LABEL = 'IP (RTSP)'
/** The first picture is its next keyframe; one that is further off is not waited for, in milliseconds. */
const WITHIN_MS = 6_000

/**
 * The room's camera of the network in the place of the one of its PC: what a media node finds of it, and its picture as the others would see it
 * (SPEC 23.19).
 * @param roomId of the room whose page this is; null: it has chosen another camera meanwhile, and there is nothing to test
 */
export const networkCameraStep = (roomId: string | null): TestStep => ({
  ids: ['networkCamera', 'camera', 'picture'],
  limitMs: 14_000,
  async run(_kind, tell, signal) {
    if (roomId === null) return
    const { state } = await roomCameraApi.try(roomId)
    tell({ ...unread('networkCamera'), label: LABEL, values: valuesOf(state) })
    if (state?.is !== 'live' || signal.aborted) return
    const picture = await openNetworkPicture(signal)
    if (!picture) return
    try {
      const seen = await lookAt(picture.track, { settleMs: 0, withinMs: WITHIN_MS }, signal)
      if (seen === null) return
      tell({ ...unread('camera'), label: LABEL, values: { cameraHeight: seen.cameraHeight } })
      tell({ ...unread('picture'), label: LABEL, values: { ...seen } })
    } finally {
      picture.close()
    }
  },
})

/** What a media node found, as figures: what comes after the first that is wrong is not known. */
export function valuesOf(state: RoomCameraTried['state']): StepResult['values'] {
  if (state === null || state.is === 'connecting') return { answers: null }
  if (state.is === 'live') return { answers: 1, letsIn: 1, isPlayable: 1, keyframeMs: state.keyframeMs }
  if (state.fault === 'noAnswer') return { answers: 0 }
  if (state.fault === 'wrongPassword') return { answers: 1, letsIn: 0 }
  if (state.fault === 'notAllowed') return { isPlayable: 0 }
  return { answers: 1, letsIn: 1, isPlayable: 0 }
}
