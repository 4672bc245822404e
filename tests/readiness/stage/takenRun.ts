import { judgeRun, judgeStep, type NewRun, type RoomProfile, type Run } from '@diem-cau/signaling-contract/readiness'
import { AccountId } from '@diem-cau/signaling-contract'

/** What an office answers that has taken a run. */
export function takenRun(run: NewRun, profile: RoomProfile): Run {
  const verdicts = run.steps.map((result) => judgeStep(result, profile))
  const health = judgeRun(verdicts, run.trigger)
  return { ...run, roomId: AccountId.parse('a.room'), at: Date.now(), health, verdicts, deviceName: '' }
}
