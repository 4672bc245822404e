/** One test of a room (or of anybody's computer), and what is read from it. */
import { NodeId } from '@diem-cau/sfu-contract'
import { z } from 'zod'
import { AccountId, MeetingId, RowId } from '../core/ids.ts'
import { Health } from '../operations/findings.ts'
import { recorded } from '../text/text.ts'
import { line } from '../office/common.ts'
import { Measure, ReadinessReason, StepId } from './steps.ts'

/** `watch`: only what was wrong is tried again, until it is mended. */
export const RunTrigger = z.enum(['boot', 'night', 'beforeMeeting', 'asked', 'hand', 'watch'])
export type RunTrigger = z.infer<typeof RunTrigger>

/** Why there is no camera or microphone: `denied` by browser or system, `inUse` by another program. */
export const DeviceFault = z.enum(['missing', 'denied', 'inUse'])
export type DeviceFault = z.infer<typeof DeviceFault>

const figure = z.number().min(-1e9).max(1e9).nullable()

/** `node`: of the step `line`, else null. `label`: of the device that was used, or the browser's name and version. */
export const StepResult = z.object({
  step: StepId,
  node: NodeId.nullable(),
  values: z.partialRecord(Measure, figure),
  fault: DeviceFault.nullable(),
  label: line(120),
})
export type StepResult = z.infer<typeof StepResult>

/** `runId` is made by the page: saying it twice keeps it once. Times are the page's own; the server keeps its own beside them. */
export const NewRun = z.object({
  runId: RowId,
  trigger: RunTrigger,
  meetingId: MeetingId.nullable(),
  startedAt: z.int(),
  endedAt: z.int(),
  steps: z.array(StepResult).max(40),
})
export type NewRun = z.infer<typeof NewRun>

/** What a room should have; labels null: whatever it has. Empty steps of a test are judged against it. */
export const RoomProfile = z.object({
  cameraLabel: line(120).nullable(),
  microphoneLabel: line(120).nullable(),
  hasSecondScreen: z.boolean(),
  /** Its speakerphone cancels echo itself: ours is off. */
  cancelsEcho: z.boolean(),
  /** A still of its camera may be taken for the board; the room shows that it happens. */
  allowsStill: z.boolean(),
})
export type RoomProfile = z.infer<typeof RoomProfile>

/** `health` unknown: not read. Reasons, the worst first. */
export const Verdict = z.object({
  step: StepId,
  node: NodeId.nullable(),
  health: Health,
  reasons: z.array(ReadinessReason),
})
export type Verdict = z.infer<typeof Verdict>

/** A test as it is kept. `at`: the server's clock when it came in. */
export const Run = NewRun.extend({
  roomId: AccountId,
  at: z.int(),
  health: Health,
  verdicts: z.array(Verdict),
  deviceName: recorded(),
})
export type Run = z.infer<typeof Run>
