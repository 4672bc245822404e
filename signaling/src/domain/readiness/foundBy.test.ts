import { NodeId } from '@diem-cau/sfu-contract'
import type { NewRun, RoomProfile, RunTrigger, StepResult } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { refusalIn } from '../../testing/refusalIn.ts'
import { goodSteps } from '../../testing/readinessRuns.ts'
import { foundBy, isLate, judgedAnew, measuredHere, requireTest, STEP_GOOD_FOR_MS, withTest } from './foundBy.ts'

const NOW = 1_800_000_000_000
const HOUR = 3_600_000
const run = (change: Partial<NewRun> = {}): NewRun => ({
  runId: 'r.1',
  trigger: 'boot',
  meetingId: null,
  startedAt: NOW - 12_000,
  endedAt: NOW - 1_000,
  steps: goodSteps(),
  ...change,
})
const step = (id: StepResult['step']) => goodSteps().find((each) => each.step === id) as StepResult
const withValues = (id: StepResult['step'], values: StepResult['values']) => ({
  ...step(id),
  values: { ...step(id).values, ...values },
})
const healthOf = (steps: ReturnType<typeof withTest>, trigger: RunTrigger = 'boot') =>
  foundBy(
    steps.map(({ verdict }) => verdict),
    trigger,
  )

test.each([
  ['ends before it began', { endedAt: NOW - 20_000 }],
  ['never ends', { startedAt: NOW - HOUR }],
  ['has no steps', { steps: [] }],
  ['has a step twice', { steps: [...goodSteps(), step('camera')] }],
  ['has a line to nowhere', { steps: [{ ...step('line'), node: null }] }],
  ['has a camera at a node', { steps: [{ ...step('camera'), node: NodeId.parse('node-1') }] }],
])('18.20 a test that %s is refused', (_, change) => {
  expect(refusalIn(() => requireTest(run(change)))).toBe('badRequest')
  expect(refusalIn(() => requireTest(run()))).toBeNull()
})

test('18.21 a clock that is an hour ahead is found by the server, whatever the page says of it', () => {
  const ahead = run({ startedAt: NOW + HOUR - 10_000, endedAt: NOW + HOUR })
  const steps = measuredHere(ahead, NOW)
  expect(steps.find(({ step }) => step === 'clock')?.values.clockOffset).toBe(HOUR)
  expect(healthOf(withTest([], steps, null, true, NOW))).toEqual({ health: 'bad', reasons: ['clockOff'] })
  expect(isLate(ahead, NOW)).toBe(false)
})

test('18.21 a test that comes long after its end is late; one by a clock that is behind is not', () => {
  expect(isLate(run({ endedAt: NOW - HOUR }), NOW)).toBe(true)
  const behind = run({
    endedAt: NOW - HOUR,
    steps: goodSteps().map((each) => (each.step === 'clock' ? withValues('clock', { clockOffset: -HOUR }) : each)),
  })
  expect(isLate(behind, NOW)).toBe(false)
})

test('23.19 a room that has chosen another camera than that of the network has nothing left of what was found of it', () => {
  const camera: StepResult = { ...withValues('camera', {}), step: 'networkCamera', values: { answers: 0 } }
  const found = withTest([], [...goodSteps(), camera], null, true, NOW)
  expect(healthOf(found)).toEqual({ health: 'bad', reasons: ['networkCameraSilent'] })
  expect(healthOf(withTest(found, [withValues('camera', {})], null, false, NOW + 1)).health).toBe('bad')
  expect(healthOf(withTest(found, goodSteps(), null, true, NOW + 2)).health).toBe('good')
})

test('18.22 of each step the last counts, for a week; a whole test replaces all lines, a second look only its own', () => {
  const other = { ...withValues('line', { upLoss: 30 }), node: NodeId.parse('node-2') }
  const first = withTest([], [...goodSteps(), other], null, true, NOW)
  expect(healthOf(first)).toEqual({ health: 'bad', reasons: ['lineLossUp'] })
  expect(healthOf(withTest(first, [withValues('camera', {})], null, false, NOW + 1)).health).toBe('bad')
  // The node is gone: nobody measures the way to it any more.
  expect(healthOf(withTest(first, goodSteps(), null, true, NOW + 2)).health).toBe('good')
  const night = goodSteps().filter(({ step }) => step !== 'loudspeaker')
  const good = withTest([], goodSteps(), null, true, NOW)
  expect(healthOf(withTest(good, night, null, true, NOW + HOUR)).health).toBe('good')
  expect(healthOf(withTest(good, night, null, true, NOW + STEP_GOOD_FOR_MS)).health).toBe('unknown')
})

test('18.22 what a night cannot hear makes no room unread, and what was bad stays so until it is read again', () => {
  const night = goodSteps().filter(({ step }) => step !== 'loudspeaker')
  expect(healthOf(withTest([], night, null, true, NOW), 'night').health).toBe('good')
  expect(healthOf(withTest([], night, null, true, NOW), 'boot').health).toBe('unknown')
  const mute = [...night, withValues('loudspeaker', { toneAbove: 0 })]
  const later = withTest(withTest([], mute, null, true, NOW), night, null, true, NOW + 2 * STEP_GOOD_FOR_MS)
  expect(healthOf(later, 'night')).toEqual({ health: 'bad', reasons: ['loudspeakerNotHeard'] })
})

test('18.27 what was found is judged anew when what the room should have is another thing', () => {
  const profile: RoomProfile = {
    cameraLabel: 'Logitech Rally',
    microphoneLabel: null,
    hasSecondScreen: false,
    cancelsEcho: false,
    allowsStill: false,
  }
  const found = withTest([], goodSteps(), null, true, NOW)
  expect(healthOf(judgedAnew(found, profile))).toEqual({ health: 'bad', reasons: ['cameraWrong'] })
  expect(healthOf(judgedAnew(found, { ...profile, cameraLabel: step('camera').label })).health).toBe('good')
})

test('the worst reason stands first, and each once', () => {
  const lines = ['node-1', 'node-2'].map((node) => ({
    ...withValues('line', { upLoss: 3 }),
    node: NodeId.parse(node),
  }))
  const steps = withTest([], [...goodSteps().filter(({ step }) => step !== 'line'), ...lines], null, true, NOW)
  const black = withTest(steps, [withValues('picture', { luma: 2 })], null, false, NOW)
  expect(healthOf(black)).toEqual({ health: 'bad', reasons: ['pictureBlack', 'lineLossUp'] })
})
