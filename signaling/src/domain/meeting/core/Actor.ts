import type { AccountId, EndpointId, ParticipantId } from '@diem-cau/signaling-contract'

/** Identity of the asker. A joined client acts for its participant, and only through its current endpoint. */
export type Actor =
  | { readonly kind: 'account'; readonly accountId: AccountId }
  | { readonly kind: 'endpoint'; readonly participantId: ParticipantId; readonly endpointId: EndpointId }
  | { readonly kind: 'system' }
