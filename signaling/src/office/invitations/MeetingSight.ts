import { type Account, MeetingError, type MeetingId, type UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { allowed } from '../../domain/office/officePermissions.ts'
import { membershipOf, seatOf } from '../schedule/invitationRule.ts'
import { mergedUnits } from '../units/mergedUnits.ts'
import { branchPaths, grantsOf, mayAt } from '../access.ts'
import type { InvitationFacts } from './InvitationFacts.ts'
import { readFactsOf } from './readFacts.ts'

export type Seen = {
  readonly facts: InvitationFacts
  readonly mayManage: boolean
  /** True when the account has a place of its own in the meeting: chair, secretary, by name, guest, room. */
  readonly byName: boolean
  /** Invited units that the account answers for. */
  readonly answersFor: readonly UnitCode[]
}

/** Finds how much of the invitation to a meeting an account may see. */
export class MeetingSight {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** @throws MeetingError `notFound` also for what is there and not to be seen */
  async of(account: Account, meetingId: MeetingId): Promise<Seen> {
    const facts = await readFactsOf(this.#db, meetingId)
    if (!facts) throw new MeetingError('notFound')
    const [mayManage, mayRead, named, seat, answersFor] = await Promise.all([
      mayAt(this.#db, account, 'meeting.manage', facts.hostUnit.code),
      mayAt(this.#db, account, 'meeting.read', facts.hostUnit.code),
      this.#db
        .selectFrom('meeting_seat')
        .select('seat')
        .where('meeting_id', '=', meetingId)
        .where('account_id', '=', account.accountId)
        .executeTakeFirst(),
      seatOf(this.#db, meetingId, account),
      this.answersFor(account, facts),
    ])
    const leads = [facts.chair, facts.deputy, facts.secretary].some((person) => person?.accountId === account.accountId)
    const byName = named !== undefined || leads
    const isInvited = byName || seat !== null || answersFor.length > 0
    const maySee =
      mayManage || (facts.phase !== 'draft' && (mayRead || isInvited || (await this.#inherits(account, facts))))
    if (!maySee) throw new MeetingError('notFound')
    return { facts, mayManage: mayManage || leads, byName, answersFor }
  }

  /** True if the meeting was held by, or sent to, a unit that was merged into one of the account's since (SPEC 13.6). */
  async #inherits(account: Account, { hostUnit, units }: InvitationFacts): Promise<boolean> {
    const reads = allowed(await grantsOf(this.#db, account.accountId), 'meeting.read')
    const [merged, branches, { delegateOf }] = await Promise.all([
      mergedUnits(this.#db),
      branchPaths(this.#db, reads),
      membershipOf(this.#db, account),
    ])
    const invited = merged({ branches: [], units: delegateOf })
    return (
      [hostUnit, ...units].some(({ code }) => invited.includes(code)) ||
      merged({ branches, units: reads.units }).includes(hostUnit.code)
    )
  }

  async answersFor(account: Account, { units }: Pick<InvitationFacts, 'units'>): Promise<UnitCode[]> {
    const own = await this.answering(account)
    return units.flatMap(({ code }) => (own.includes(code) ? [code] : []))
  }

  /** Units for which the account may answer. */
  async answering(account: Account): Promise<UnitCode[]> {
    const grants = await grantsOf(this.#db, account.accountId)
    const units = [...new Set(grants.map(({ unitCode }) => unitCode))]
    const may = await Promise.all(units.map((unit) => mayAt(this.#db, account, 'invitation.answer', unit)))
    return units.filter((_, index) => may[index])
  }
}
