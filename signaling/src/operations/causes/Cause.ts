import type { CauseCode, CauseEvidence, ResourceId, ResourceKind } from '@diem-cau/signaling-contract/operations'

export type ComplaintMedium = 'sound' | 'picture'

/** A cause that was found. `room`: of which it is; null: of servers, or of many rooms. */
export type Cause = {
  readonly code: CauseCode
  readonly health: 'weak' | 'bad'
  readonly weight: number
  readonly since: number | null
  readonly evidence: readonly CauseEvidence[]
  readonly effects: readonly CauseCode[]
  readonly effectOf: CauseCode | null
  readonly room: ResourceId | null
  readonly subject: { readonly id: ResourceId; readonly kind: ResourceKind; readonly name: string }
}
