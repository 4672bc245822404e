import { NodeId } from '@diem-cau/sfu-contract'
import type { NewRun, StepResult } from '@diem-cau/signaling-contract/readiness'

const step = (
  id: StepResult['step'],
  values: StepResult['values'],
  label = '',
  node: StepResult['node'] = null,
): StepResult => ({ step: id, node, values, fault: null, label })

/** All steps of a room in which nothing is wrong. */
export const goodSteps = (): StepResult[] => [
  step('browser', { engineVersion: 142, missingCodecs: 0 }, 'Chrome 142'),
  step('clock', { clockOffset: 40 }),
  step('machine', { pageLag: 20, cpuLimited: 0, diskFree: 20_000 }),
  step('screens', { screenCount: 1 }),
  step('camera', { cameraHeight: 720 }, 'HD Webcam'),
  step('picture', { luma: 120, contrast: 40, motion: 1.2, sharpness: 30, cameraHeight: 720 }, 'HD Webcam'),
  step('microphone', { noise: -60, level: -30, clipped: 0 }, 'Jabra Speak'),
  step('loudspeaker', { toneAbove: 25, toneDelay: 90, echoAbove: 3 }, 'Jabra Speak'),
  step(
    'line',
    { connected: 1, rtt: 20, jitter: 2, upKbit: 4000, downKbit: 8000, upLoss: 0, downLoss: 0, path: 0 },
    '',
    NodeId.parse('node-1'),
  ),
]

let made = 0

/** A test of a room that ended just now; `change`: values of steps that are others. */
export function testRun(
  now: number,
  change: Partial<Record<StepResult['step'], StepResult['values']>> = {},
  fields: Partial<NewRun> = {},
): NewRun {
  return {
    runId: `run.${(made += 1)}`,
    trigger: 'beforeMeeting',
    meetingId: null,
    startedAt: now - 12_000,
    endedAt: now,
    steps: goodSteps().map((result) => ({ ...result, values: { ...result.values, ...change[result.step] } })),
    ...fields,
  }
}
