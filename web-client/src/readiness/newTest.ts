import type { LineLoad, NewRun, RoomProfile, RunTrigger, StepId } from '@diem-cau/signaling-contract/readiness'
import { accountStore } from '../api/client/account.ts'
import { preferences } from '../live/meeting/preferences.ts'
import { RoomTest } from './RoomTest.ts'
import { browserStep } from './steps/browserStep.ts'
import { cameraStep } from './steps/cameraStep.ts'
import { lineSteps } from './steps/lineSteps.ts'
import { MachineWatch } from './steps/MachineWatch.ts'
import { networkCameraStep } from './steps/networkCameraStep.ts'
import { screensStep } from './steps/screensStep.ts'
import { soundStep } from './steps/soundStep.ts'

interface Wanted {
  readonly trigger: RunTrigger
  readonly meetingId?: NewRun['meetingId']
  readonly profile?: RoomProfile | null
  readonly only?: ReadonlySet<StepId>
  readonly load?: LineLoad
}

/** A test of this computer with the devices that a meeting would take. It does not run yet. */
export function newTest({ trigger, meetingId = null, profile = null, only, load = 'full' }: Wanted): RoomTest {
  const machine = new MachineWatch()
  return new RoomTest({
    trigger,
    meetingId,
    profile,
    ...(only && { only }),
    steps: [
      browserStep,
      screensStep,
      machine,
      ...lineSteps(machine, load),
      ...cameraSteps(only),
      soundStep(() => preferences.getState()),
    ],
  })
}

/** The camera that a meeting would take. Asked for the one of the network alone, when it is that no more, the test says that there is none. */
function cameraSteps(only: ReadonlySet<StepId> | undefined) {
  const { cameraId, isNetworkCamera } = preferences.getState()
  const state = accountStore.getState()
  const roomId = state.status === 'signedIn' && state.account.kind === 'room' ? state.account.accountId : null
  if (isNetworkCamera && roomId !== null) return [networkCameraStep(roomId)]
  const own = cameraStep(() => cameraId)
  return only?.has('networkCamera') ? [{ ...networkCameraStep(null), ids: ['networkCamera'] as const }, own] : [own]
}
