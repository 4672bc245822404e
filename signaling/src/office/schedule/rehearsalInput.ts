import { fitLine } from '@diem-cau/signaling-contract'
import type { PlanInput } from '@diem-cau/signaling-contract/office'
import { toInput } from './PlanDesk.ts'
import type { StoredPlan } from './readPlans.ts'

const MAX_TITLE = 300
const REHEARSAL = 'Kiểm tra đường truyền'

/** The plan of a rehearsal: the invited of its meeting at other times, without agenda and recording. */
export function rehearsalInput(main: StoredPlan, times: { startsAt: number; endsAt: number }): PlanInput {
  const input = toInput(main)
  const settings = { ...input.settings, recording: false, reminderMinutes: [60] }
  return {
    ...input,
    ...times,
    settings,
    title: fitLine(`${REHEARSAL}: ${main.title}`, MAX_TITLE),
    description: '',
    agenda: [],
  }
}
