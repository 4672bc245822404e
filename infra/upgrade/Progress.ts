import type { UpgradeStepState } from '@diem-cau/signaling-contract/operations'
import type { Words } from './Words.ts'

/** Who is told how far an upgrade is. */
export type Progress = {
  readonly planned: (steps: readonly Words[]) => void
  /** @param why of a step that failed, or could not be taken back */
  readonly at: (step: number, state: UpgradeStepState, why?: Words) => void
}

/** Nobody is. */
export const untold: Progress = { planned: () => undefined, at: () => undefined }
