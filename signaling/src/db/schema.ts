import type {
  AccountId,
  AccountKind,
  ChatMessage,
  MeetingId,
  OptionId,
  ParticipantId,
  Phase,
  Seat,
  UnitCode,
  VoteId,
} from '@diem-cau/signaling-contract'
import type {
  InboxItem,
  MinutesFileKind,
  MinutesIssue,
  MinutesStatus,
  MinutesVersion,
  OutboxMail,
  PaperType,
  RenditionStatus,
  Role,
  SignInItem,
} from '@diem-cau/signaling-contract/office'

import type { Generated } from 'kysely'
import type { OperationsSchema } from './operationsSchema.ts'
import type { ReadinessSchema } from './readinessSchema.ts'
import type { Invitee } from '../domain/office/invitee.ts'

/** The tables, as Kysely types them. Times are milliseconds since the epoch. */
export type Schema = OperationsSchema &
  ReadinessSchema & {
    unit: {
      code: UnitCode
      parent_code: UnitCode | null
      kind: string
      name: string
      status: Generated<'open' | 'closed'>
      successor_code: Generated<UnitCode | null>
      /** Name and code, folded by `foldText`: for search and order. */
      search: Generated<string>
      /** Codes of its ancestors and itself, "/can-tho/o-mon/": a branch is a prefix. */
      path: Generated<string>
      /** Media nodes of this region come first for its branch; '' as with the unit above it. */
      region: Generated<string>
      version: Generated<number>
    }
    /** A unit's name since a date; `since` '' = ever since it is known. */
    unit_name: { unit_code: UnitCode; since: string; name: string; kind: string; parent_code: UnitCode | null }
    unit_change: {
      id: string
      unit_code: UnitCode
      effective_on: string
      /** JSON of UnitChangeWhat. */
      what: string
      decision: string
      created_at: number
      created_by: AccountId | null
      applied_at: number | null
      /** Code of the error for which it could not take effect on its day. */
      failure: Generated<string | null>
    }
    unit_group: {
      id: string
      name: string
      owner_unit_code: UnitCode
      /** JSON of UnitRules. */
      rules: string
      version: Generated<number>
    }
    /** Keys of the server itself, each sealed by the master secret. */
    server_key: { name: string; sealed: string }
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
      kind: Generated<AccountKind>
      position: Generated<string>
      email: Generated<string | null>
      phone: Generated<string>
      search: Generated<string>
      must_change_password: Generated<number>
      /** The secret, sealed with the key of the data folder. */
      totp_secret: Generated<string | null>
      totp_confirmed_at: Generated<number | null>
      totp_last_step: Generated<number>
      /** JSON: hashes of the codes that are left. */
      recovery_codes: Generated<string>
      /** "issuer subject" */
      oidc_subject: Generated<string | null>
      last_sign_in_at: Generated<number | null>
      feed_generation: Generated<number>
      version: Generated<number>
    }
    account_role: { account_id: AccountId; role: Role; unit_code: UnitCode }
    room: {
      account_id: AccountId
      place: Generated<string>
      enrolled_at: Generated<number | null>
      device_name: Generated<string>
      last_seen_at: Generated<number | null>
    }
    room_pairing: {
      id: string
      code_hash: string
      secret_hash: string
      device_name: string
      created_at: number
      expires_at: number
      room_account_id: Generated<AccountId | null>
      claimed_at: Generated<number | null>
    }
    /** One per browser that is signed in. `family`: of its refresh tokens. */
    sign_in: {
      family: string
      account_id: AccountId
      method: SignInItem['method']
      device: string
      ip: string
      created_at: number
      last_used_at: number
      revoked_at: Generated<number | null>
    }
    series: { id: string; rrule: string; starts_at: number; created_at: number }
    meeting: {
      id: MeetingId
      title: string
      host_unit_code: UnitCode
      /** Name at the time of planning: units are renamed and merged. */
      host_unit_name: string
      chair_account_id: AccountId
      starts_at: number
      ends_at: number
      phase: Phase
      /** 1 = made for a demonstration. */
      demo: number
      series_id: Generated<string | null>
      /** The start that the rule gave it. */
      recurrence_at: Generated<number | null>
      is_exception: Generated<number>
      deputy_account_id: Generated<AccountId | null>
      secretary_account_id: Generated<AccountId | null>
      description: Generated<string>
      place: Generated<string>
      /** JSON of MeetingSettings. */
      settings: Generated<string>
      /** A copy from the settings: when its lobby opens is asked of the database too. */
      lobby_minutes: Generated<number>
      /** JSON of UnitRules. */
      invite: Generated<string>
      rehearsal_of: Generated<MeetingId | null>
      version: Generated<number>
      /** SEQUENCE of its iCalendar events. */
      sequence: Generated<number>
      cancel_reason: Generated<string>
      search: Generated<string>
      created_by: Generated<AccountId | null>
      created_at: Generated<number>
      updated_at: Generated<number>
    }
    meeting_unit: { meeting_id: MeetingId; unit_code: UnitCode; unit_name: string; position: number }
    meeting_guest: {
      meeting_id: MeetingId
      account_id: AccountId
      organisation: string
      position: number
      revoked_at: Generated<number | null>
    }
    agenda_item: {
      meeting_id: MeetingId
      item_id: string
      position: number
      title: string
      presenter: string
      minutes: number
    }
    meeting_answer: {
      meeting_id: MeetingId
      invitee: Invitee
      answer: 'attending' | 'declined' | 'tentative'
      /** JSON of SeatedPerson[]. */
      people: string
      note: string
      answered_by: string
      at: number
    }
    /** Time and place that an invited knew before the change that they have not answered yet. */
    invitation_before: {
      meeting_id: MeetingId
      invitee: Invitee
      starts_at: number
      ends_at: number
      place: string
      /** JSON of GivenAnswer. */
      answer: string | null
      changed_at: number
    }
    inbox: {
      id: string
      account_id: AccountId
      kind: InboxItem['kind']
      /** Null: it is about no meeting. */
      meeting_id: MeetingId | null
      /** JSON of InboxFacts, AlertFacts or WebhookFacts, by its kind. */
      facts: string
      at: number
      read_at: Generated<number | null>
    }
    meeting_room: { meeting_id: MeetingId; account_id: AccountId; people: string; updated_at: number }
    meeting_reminder: { meeting_id: MeetingId; minutes_before: number; sent_at: number }
    outbox: {
      id: string
      kind: OutboxMail['kind']
      meeting_id: MeetingId | null
      /** '' for a test. */
      invitee: Invitee | ''
      to_address: string
      to_name: string
      subject: string
      content: string
      state: OutboxMail['state']
      tries: Generated<number>
      next_try_at: number | null
      last_error: Generated<string>
      created_at: number
      sent_at: Generated<number | null>
      unit_code: Generated<UnitCode | ''>
      created_by: Generated<AccountId | null>
      search: Generated<string>
    }
    /** Addresses to which calendar programs answer; `code` is the part that tells whose it is. */
    reply_address: { code: string; meeting_id: MeetingId; invitee: Invitee; created_at: number }
    paper: {
      id: string
      meeting_id: MeetingId
      item_id: string | null
      name: string
      position: number
      deleted_at: Generated<number | null>
      /** The same paper of several meetings of a series has the same here. */
      shared_id: Generated<string | null>
    }
    /** Papers that went up before there was a meeting for them. */
    staged_paper: {
      /** Id of the upload. */
      id: string
      account_id: AccountId
      file_name: string
      type: PaperType
      bytes: number
      sha256: string
      uploaded_at: number
    }
    paper_version: {
      paper_id: string
      number: number
      file_name: string
      type: PaperType
      bytes: number
      sha256: string
      uploaded_by: string
      uploaded_at: number
    }
    /** The PDF of an Office paper's version. */
    paper_rendition: {
      paper_id: string
      version: number
      status: RenditionStatus
      sha256: string | null
      bytes: number | null
      tries: Generated<number>
      error: Generated<string>
      changed_at: number
    }
    audit: {
      id: Generated<number>
      at: number
      actor_id: AccountId | null
      actor_name: string
      action: string
      subject_type: string | null
      subject_id: string | null
      subject_name: string
      unit_code: UnitCode | null
      ip: string
      details: string
      search: string
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
      /** Type of the event, to be asked for; '' = it could not be read. It is not in the chain: `event` is what counts. */
      type: Generated<string>
      /** See chainHash. */
      hash: Generated<string | null>
    }
    /** Choices of a secret vote, without anything about who made them (SPEC 12.5). */
    vote_tally: { meeting_id: MeetingId; vote_id: VoteId; option_id: OptionId; count: number }
    meeting_chat: {
      id: string
      meeting_id: MeetingId
      at: number
      from_id: ParticipantId
      from_name: string
      recipients: ChatMessage['to']
      text: string
    }
    minutes: {
      meeting_id: MeetingId
      status: MinutesStatus
      version: number
      /** JSON of MinutesContent. */
      content: string
      /** The account that approves it. */
      chair_id: AccountId
      created_at: number
      updated_at: number
      updated_by: AccountId | null
      updated_name: string
      submitted_at: Generated<number | null>
      submitted_name: Generated<string | null>
      returned_at: Generated<number | null>
      returned_name: Generated<string | null>
      remark: Generated<string>
      approved_at: Generated<number | null>
      approved_name: Generated<string | null>
      log_seq: Generated<number | null>
      log_hash: Generated<string | null>
      /** Number of issues; 0: it was not approved yet. */
      issue: Generated<number>
      /** Time of the latest issue. */
      issued_at: Generated<number | null>
      /** The reason of the correction that is being written. */
      reason: Generated<string>
    }
    /** Issues of approved minutes, which are only added to. */
    minutes_issue: {
      meeting_id: MeetingId
      issue: number
      what: MinutesIssue['what']
      content: string
      amendment: number
      reason: string
      by_id: AccountId | null
      by_name: string
      at: number
      log_seq: number | null
      log_hash: string | null
      /** SHA-256 of the JSON file of the issue before. */
      previous: string | null
    }
    minutes_version: {
      meeting_id: MeetingId
      version: number
      what: MinutesVersion['what']
      content: string
      by_id: AccountId | null
      by_name: string
      at: number
      remark: string
    }
    minutes_issue_file: {
      meeting_id: MeetingId
      issue: number
      kind: MinutesFileKind
      file_name: string
      bytes: number
      sha256: string
      signed_by: string | null
    }
    /** A meeting whose facts for reports were taken from its log. */
    meeting_fact: {
      meeting_id: MeetingId
      host_unit_code: UnitCode
      starts_at: number
      length_ms: number
      log_seq: number
    }
    unit_fact: {
      unit_code: UnitCode
      starts_at: number
      meeting_id: MeetingId
      host_unit_code: UnitCode
      unit_name: string
      invited: number
      attended: number
      late: number
      left_early: number
      people: number
      speaking_ms: number
      speeches: number
      votes_cast: number
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
    api_key: {
      id: string
      account_id: AccountId
      prefix: string
      /** SHA-256 of the key, base64url. */
      hash: string
      /** JSON of KeyScope[]. */
      scopes: string
      created_at: number
      created_by: string
      expires_at: number
      last_used_at: Generated<number | null>
      last_ip: string
      revoked_at: Generated<number | null>
    }
  }
