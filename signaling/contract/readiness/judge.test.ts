import { expect, test } from 'vitest'
import { judgeRun, judgeStep } from './judge.ts'
import { type RoomProfile, RunTrigger, StepResult, type Verdict } from './run.ts'
import { ReadinessReason, STEPS, StepId } from './steps.ts'
import { stepsOf } from './stepsOf.ts'

const result = (
  step: StepId,
  values: StepResult['values'] = {},
  more: { readonly fault?: StepResult['fault']; readonly label?: string } = {},
): StepResult => StepResult.parse({ step, node: null, values, fault: null, label: '', ...more })

const profile: RoomProfile = {
  cameraLabel: 'Logitech Rally',
  microphoneLabel: 'Jabra Speak',
  hasSecondScreen: true,
  cancelsEcho: false,
  allowsStill: false,
}
const own: Partial<Record<StepId, string>> = { camera: 'Logitech Rally', microphone: 'Jabra Speak' }
const judged = (step: StepId, values: StepResult['values'] = {}, more: Parameters<typeof result>[2] = {}) => {
  const { health, reasons } = judgeStep(result(step, values, { label: own[step] ?? '', ...more }), profile)
  return [health, ...reasons]
}

test.each<[string, StepResult['values'], readonly string[]]>([
  ['browser', { missingCodecs: 1, engineVersion: 150 }, ['bad', 'codecMissing']],
  ['networkCamera', { answers: 0 }, ['bad', 'networkCameraSilent']],
  ['networkCamera', { answers: 1, letsIn: 0 }, ['bad', 'networkCameraPassword']],
  ['networkCamera', { answers: 1, letsIn: 1, isPlayable: 0 }, ['bad', 'networkCameraSettings']],
  ['networkCamera', { answers: 1, letsIn: 1, isPlayable: 1, keyframeMs: 8_000 }, ['weak', 'networkCameraKeyframes']],
  ['networkCamera', { answers: 1, letsIn: 1, isPlayable: 1, keyframeMs: 2_000 }, ['good']],
  ['browser', { missingCodecs: 0, engineVersion: 99 }, ['bad', 'oldBrowser']],
  ['browser', { missingCodecs: 0, engineVersion: 109 }, ['weak', 'oldBrowser']],
  ['browser', { missingCodecs: 0, engineVersion: 150 }, ['good']],
  ['clock', { clockOffset: -61_000 }, ['weak', 'clockOff']],
  ['clock', { clockOffset: 3_600_000 }, ['bad', 'clockOff']],
  ['clock', { clockOffset: 59_000 }, ['good']],
  ['machine', { pageLag: 1_501, cpuLimited: 31, diskFree: 500 }, ['bad', 'starved', 'busy']],
  ['machine', { pageLag: 20, cpuLimited: 0, diskFree: 19 }, ['bad', 'diskFull']],
  ['screens', { screenCount: 1 }, ['weak', 'secondScreenMissing']],
  ['screens', { screenCount: 2 }, ['good']],
  ['picture', { luma: 3, contrast: 0.1, motion: 0, sharpness: 0 }, ['bad', 'pictureBlack']],
  ['picture', { luma: 90, contrast: 2, motion: 0.4, sharpness: 1 }, ['bad', 'pictureCovered']],
  ['picture', { luma: 90, contrast: 40, motion: 0, sharpness: 20 }, ['bad', 'pictureFrozen']],
  ['picture', { cameraFrames: 0 }, ['bad', 'pictureFrozen']],
  ['picture', { luma: 90, contrast: 40, motion: 1, sharpness: 3 }, ['weak', 'pictureBlurred']],
  ['picture', { luma: 90, contrast: 40, motion: 1, sharpness: 20, cameraHeight: 240 }, ['weak', 'pictureSmall']],
  ['picture', { luma: 90, contrast: 40, motion: 1, sharpness: 20, cameraHeight: 720 }, ['good']],
  ['microphone', { level: -100, noise: -100, toneLevel: null, clipped: 0 }, ['bad', 'microphoneDead']],
  ['microphone', { level: -60, noise: -80, toneLevel: -66, clipped: 0 }, ['bad', 'microphoneQuiet']],
  ['microphone', { level: -20, noise: -60, toneLevel: -30, clipped: 6 }, ['bad', 'microphoneClips']],
  ['microphone', { level: -20, noise: -38, toneLevel: -30, clipped: 0 }, ['weak', 'microphoneNoisy']],
  ['loudspeaker', { toneAbove: 1, echoAbove: 0 }, ['bad', 'loudspeakerNotHeard']],
  ['loudspeaker', { toneAbove: 30, echoAbove: 25 }, ['bad', 'echoLoud']],
  ['loudspeaker', { toneAbove: 30, echoAbove: 2 }, ['good']],
  ['line', { connected: 0 }, ['bad', 'lineCut']],
  ['line', { connected: 1, upLoss: 9, downLoss: 3 }, ['bad', 'lineLossUp', 'lineLossDown']],
  ['line', { connected: 1, upKbit: 250, downKbit: null }, ['bad', 'lineSlowUp']],
  ['line', { connected: 1, upKbit: 1_200, downKbit: 800 }, ['weak', 'lineSlowDown']],
  ['line', { connected: 1, jitter: 50, rtt: 700 }, ['bad', 'lineLong', 'lineUnsteady']],
  ['line', { connected: 1, path: 1 }, ['weak', 'lineOnlyTcp']],
  ['line', { connected: 1, path: 2 }, ['weak', 'lineOnly443']],
  ['line', { connected: 1, upKbit: 1_200, downKbit: 1_200, upLoss: 0, downLoss: 0, rtt: 20, path: 0 }, ['good']],
])('18.2 of %s %j is told %j', (step, values, told) => {
  expect(judged(StepId.parse(step), values)).toEqual(told)
})

test('18.2 why there is no camera or microphone is told, or that it is not the one of the room', () => {
  expect(judged('camera', {}, { fault: 'denied' })).toEqual(['bad', 'cameraDenied'])
  expect(judged('camera', {}, { fault: 'inUse' })).toEqual(['bad', 'cameraInUse'])
  expect(judged('camera', {}, { fault: 'missing' })).toEqual(['bad', 'cameraMissing'])
  expect(judged('camera', { cameraHeight: 720 }, { label: 'Integrated Webcam' })).toEqual(['bad', 'cameraWrong'])
  expect(judged('camera', { cameraHeight: 720 }, { label: 'Logitech Rally' })).toEqual(['good'])
  expect(judged('microphone', {}, { fault: 'denied' })).toEqual(['bad', 'microphoneDenied'])
  expect(judged('microphone', {}, { fault: 'inUse' })).toEqual(['bad', 'microphoneInUse'])
  expect(judged('microphone', {}, { fault: 'missing' })).toEqual(['bad', 'microphoneMissing'])
  expect(judged('microphone', { level: -30 }, { label: 'Realtek' })).toEqual(['bad', 'microphoneWrong'])
  expect(judged('loudspeaker', {}, { fault: 'missing' })).toEqual(['bad', 'loudspeakerMissing'])
  // Without a profile any device is the right one.
  expect(judgeStep(result('camera', { cameraHeight: 720 }, { label: 'Integrated Webcam' }), null).health).toBe('good')
})

test('18.2 every reason can be told of a step', () => {
  const limits = STEPS.flatMap((step) => step.limits.map(({ reason }) => reason))
  const devices = ReadinessReason.options.filter((reason) => !limits.includes(reason))
  expect(devices).toEqual([
    'secondScreenMissing',
    'cameraMissing',
    'cameraDenied',
    'cameraInUse',
    'cameraWrong',
    'microphoneMissing',
    'microphoneDenied',
    'microphoneInUse',
    'microphoneWrong',
    'loudspeakerMissing',
  ])
})

test('18.2 a speakerphone that takes its own sound out of its microphone is not asked to hear itself', () => {
  const values = { toneAbove: 0, echoAbove: 0 }
  expect(judgeStep(result('loudspeaker', values), { ...profile, cancelsEcho: true }).health).toBe('good')
  expect(judgeStep(result('loudspeaker', values), profile).health).toBe('bad')
})

test('18.3 a step that could not be read is unknown, which is never good', () => {
  expect(judged('picture', {})).toEqual(['unknown'])
  expect(judged('line', { connected: null, upKbit: null })).toEqual(['unknown'])
})

const verdicts = (trigger: RunTrigger, ...changes: readonly Partial<Verdict>[]): Verdict[] => {
  const good = stepsOf(trigger).map((step): Verdict => ({ step, node: null, health: 'good', reasons: [] }))
  return good.map((verdict) => ({ ...verdict, ...changes.find(({ step }) => step === verdict.step) }))
}

test('18.3 a test is as bad as its worst step; one that is essential and unread makes it unknown', () => {
  expect(judgeRun(verdicts('boot'), 'boot')).toBe('good')
  expect(judgeRun(verdicts('boot', { step: 'clock', health: 'weak' }), 'boot')).toBe('weak')
  expect(judgeRun(verdicts('boot', { step: 'clock', health: 'unknown' }), 'boot')).toBe('good')
  expect(judgeRun(verdicts('boot', { step: 'line', health: 'unknown' }), 'boot')).toBe('unknown')
  const both = verdicts('boot', { step: 'line', health: 'unknown' }, { step: 'camera', health: 'bad' })
  expect(judgeRun(both, 'boot')).toBe('bad')
  expect(judgeRun([], 'boot')).toBe('unknown')
})

test('18.3 of several lines the worst counts', () => {
  const lines = [...verdicts('boot'), { step: 'line', node: null, health: 'bad', reasons: ['lineCut'] }] as Verdict[]
  expect(judgeRun(lines, 'boot')).toBe('bad')
})

test('18.1 in the night there is no tone, and a room is not unread for that; what is watched is judged by itself', () => {
  expect(stepsOf('night')).not.toContain('loudspeaker')
  expect(judgeRun(verdicts('night'), 'night')).toBe('good')
  expect(judgeRun(verdicts('night'), 'boot')).toBe('unknown')
  expect(judgeRun([{ step: 'picture', node: null, health: 'good', reasons: [] }], 'watch')).toBe('good')
  for (const trigger of RunTrigger.options)
    for (const step of stepsOf(trigger)) expect(STEPS.map(({ id }) => id)).toContain(step)
})

test('18.4 figures without end, or of another name, are refused', () => {
  const parsed = (values: unknown) =>
    StepResult.safeParse({ step: 'line', node: 'n', values, fault: null, label: '' }).success
  expect(parsed({ rtt: 20 })).toBe(true)
  expect(parsed({ rtt: Number.NaN })).toBe(false)
  expect(parsed({ rtt: Infinity })).toBe(false)
  expect(parsed({ rtt: 1e12 })).toBe(false)
  expect(parsed({ verdict: 1 })).toBe(false)
})
