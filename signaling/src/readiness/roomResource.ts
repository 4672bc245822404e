import type { AccountId } from '@diem-cau/signaling-contract'
import { ResourceId } from '@diem-cau/signaling-contract/operations'

/** A room itself, as alerts name it: whichever meeting it is in, or none. */
export const roomResource = (roomId: AccountId): ResourceId => ResourceId.parse(`endpoint:room/${roomId}`)
