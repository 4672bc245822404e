import type { Account, AccountId } from '@diem-cau/signaling-contract'
import type { RoleGrant } from '@diem-cau/signaling-contract/office'

/** A key's account, as a list shows it. */
export type MachineRow = {
  readonly accountId: AccountId
  readonly name: string
  readonly unit: Account['unit']
  readonly grants: readonly RoleGrant[]
}
