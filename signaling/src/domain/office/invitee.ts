import { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import { z } from 'zod'

/** Marks a unit in the text of an invitee, as queries put it together; everywhere else {@link unitInvitee} does. */
export const UNIT_MARK = 'u:'
const ACCOUNT_MARK = 'a:'

/**
 * Somebody who is invited, and whose answer it is, as tables and links have it: a unit ("u:o-mon.thoi-an"), or an account, of a person
 * named or a guest ("a:a.x1").
 */
export type Invitee = `u:${string}` | `a:${string}`

/** Reads the invitee of a link, whose text anybody may have written. */
export const Invitee = z.custom<Invitee>(
  (text) => typeof text === 'string' && /^[ua]:[A-Za-z0-9_.:-]{1,64}$/.test(text),
)

export const unitInvitee = (code: UnitCode): Invitee => `${UNIT_MARK}${code}`

export const accountInvitee = (accountId: AccountId): Invitee => `${ACCOUNT_MARK}${accountId}`

export type InviteeParts =
  | { readonly kind: 'unit'; readonly code: UnitCode }
  | { readonly kind: 'account'; readonly accountId: AccountId }

/** Reads which unit or account an invitee on record means. @throws ZodError for a code or id that cannot be one */
export function readInvitee(invitee: Invitee): InviteeParts {
  const id = invitee.slice(UNIT_MARK.length)
  return invitee.startsWith(UNIT_MARK)
    ? { kind: 'unit', code: UnitCode.parse(id) }
    : { kind: 'account', accountId: AccountId.parse(id) }
}
