import type {
  AccountId,
  MeetingId,
  Phase,
  Seat,
  UnitCode,
} from '@diem-cau/signaling-contract'

/** The tables, as Kysely types them. Times are milliseconds since the epoch. */
export type Schema = {
  unit: { code: UnitCode; parent_code: UnitCode | null; kind: string; name: string }
  account: {
    id: AccountId
    login: string
    name: string
    unit_code: UnitCode
    /** PHC string, argon2id. */
    password_hash: string
    /** 1 = may no longer sign in. */
    disabled: number
    created_at: number
  }
  meeting: {
    id: MeetingId
    title: string
    host_unit_code: UnitCode
    /** As it was called when the meeting was planned: units are renamed and merged. */
    host_unit_name: string
    chair_account_id: AccountId
    starts_at: number
    ends_at: number
    phase: Phase
    /** 1 = made for a demonstration. */
    demo: number
  }
  meeting_seat: { meeting_id: MeetingId; account_id: AccountId; seat: Seat; unit_code: UnitCode; unit_name: string }
  meeting_log: {
    meeting_id: MeetingId
    seq: number
    at: number
    /** Account or participant that asked; null = the system. */
    actor: string | null
    request_id: string | null
    /** JSON of a MeetingEvent. */
    event: string
  }
  refresh_token: {
    /** SHA-256 of the token, base64url. */
    hash: string
    /** All tokens that came of one sign-in. */
    family: string
    account_id: AccountId
    expires_at: number
    used_at: number | null
    revoked_at: number | null
  }
}
