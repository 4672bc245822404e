import { LINE_GRACE_MS } from '@diem-cau/signaling-contract'
import { type StoreTarget, storeTarget } from '../db/engine/storeTarget.ts'
import { PATIENCE, type Patience } from '../edge/http/Patience.ts'
import type { SignalingOptions } from './SignalingOptions.ts'

/** The options with what stands for those that were left out. */
export type StartSettings = SignalingOptions & {
  readonly store: StoreTarget
  readonly patience: Patience
  readonly lineGraceMs: number
  readonly clock: () => number
}

export const startSettings = (options: SignalingOptions): StartSettings => ({
  ...options,
  store: options.store ?? storeTarget(null, options.dataDir),
  patience: { ...PATIENCE, ...options.patience },
  lineGraceMs: options.lineGraceMs ?? LINE_GRACE_MS,
  clock: options.clock ?? Date.now,
})
