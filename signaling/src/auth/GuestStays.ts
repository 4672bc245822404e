import type { AccountId } from '@diem-cau/signaling-contract'

/** Tells whether a guest's sign-in is still good: the office knows which meetings a guest may come to. */
export type GuestStays = (accountId: AccountId) => Promise<boolean>
