import { judgeStep } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { valuesOf } from './networkCameraStep.ts'
import { unread } from './TestStep.ts'

const judged = (state: Parameters<typeof valuesOf>[0]) => {
  const { health, reasons } = judgeStep({ ...unread('networkCamera'), values: valuesOf(state) }, null)
  return [health, ...reasons]
}

test.each([
  [null, ['unknown']],
  [{ is: 'connecting' }, ['unknown']],
  [{ is: 'live', keyframeMs: null }, ['good']],
  [{ is: 'live', keyframeMs: 2_000 }, ['good']],
  [{ is: 'live', keyframeMs: 6_000 }, ['weak', 'networkCameraKeyframes']],
  [{ is: 'away', fault: 'noAnswer' }, ['bad', 'networkCameraSilent']],
  [{ is: 'away', fault: 'wrongPassword' }, ['bad', 'networkCameraPassword']],
  [{ is: 'away', fault: 'codec' }, ['bad', 'networkCameraSettings']],
  [{ is: 'away', fault: 'notAllowed' }, ['bad', 'networkCameraSettings']],
] as const)('23.19 what a media node found, %j, is judged %j', (state, expected) => {
  expect(judged(state)).toEqual(expected)
})
