import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import type { InboxFacts, MeetingItem } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { barredOnRecord } from '../../db/log/barredOnRecord.ts'
import type { Schema } from '../../db/schema.ts'
import type { Invitee } from '../../domain/office/invitee.ts'
import type { InvitationFacts } from '../invitations/InvitationFacts.ts'
import { readFacts, readFactsOf } from '../invitations/readFacts.ts'
import { tellableChanges } from '../invitations/tellableChanges.ts'
import type { PlanChange } from '../schedule/PlanHooks.ts'
import type { InboxStore } from './InboxStore.ts'
import { adminsOver } from './adminsOver.ts'
import { concernedAccounts } from './concernedAccounts.ts'

/** Names of papers that one item lists; of the others, how many there are is said by the page of the meeting. */
const MAX_PAPERS = 20

/** Tells people in the program what the schedule told about, in the transaction of the change: whether or not they have an address for mail. */
export class InboxNews {
  readonly #store: InboxStore
  readonly #clock: () => number

  constructor(store: InboxStore, clock: () => number) {
    this.#store = store
    this.#clock = clock
  }

  async onPlanChanged(tx: Kysely<Schema>, change: PlanChange): Promise<void> {
    // The rest of a shortened series stands as it was told; what follows it is told on its own.
    if (change.kind === 'shortened') return
    const now = this.#clock()
    const meetings = (await readFacts(tx, change.meetingIds)).filter(({ endsAt }) => endsAt > now)
    const [first] = meetings
    if (!first) return
    const changes = change.kind === 'changed' ? tellableChanges(change.fields) : []
    const before =
      changes.includes('time') || changes.includes('place') ? (change.was?.get(first.meetingId) ?? null) : null
    const facts = factsOf(first, {
      before,
      changes,
      meetings: meetings.length,
      note: change.kind === 'cancelled' ? first.cancelReason : '',
    })
    const isNew = (invitees: readonly Invitee[]) =>
      change.kind === 'scheduled' || invitees.every((invitee) => change.added.includes(invitee))
    const told = new Map<AccountId, MeetingItem['kind']>()
    const concerned = await concernedAccounts(tx, first.meetingId)
    for (const [accountId, invitees] of concerned) {
      if (change.kind === 'cancelled') told.set(accountId, 'cancelled')
      else if (isNew(invitees)) told.set(accountId, 'invitation')
      else if (changes.length > 0) told.set(accountId, 'changed')
    }
    // Somebody who is still invited by another way is not told that they are not.
    for (const accountId of (await concernedAccounts(tx, first.meetingId, change.removed)).keys())
      if (!concerned.has(accountId)) told.set(accountId, 'withdrawn')
    await this.#tell(tx, first.meetingId, change, told, facts)
  }

  /** @param declined invitees who do not come: they are left in peace */
  async onReminded(tx: Kysely<Schema>, meetingId: MeetingId, declined: ReadonlySet<Invitee>): Promise<void> {
    const facts = await readFactsOf(tx, meetingId)
    if (!facts) return
    const told = [...(await concernedAccounts(tx, meetingId))].filter(
      ([, invitees]) => !invitees.every((invitee) => declined.has(invitee)),
    )
    const said = factsOf(facts, {})
    await this.#store.add(
      tx,
      told.map(([accountId]) => ({ accountId, kind: 'reminder', meetingId, facts: said })),
      this.#clock(),
    )
  }

  /** Papers that come one after another are one item until it is read. */
  async onPaperAdded(tx: Kysely<Schema>, meetingId: MeetingId, name: string, by: AccountId): Promise<void> {
    const now = this.#clock()
    const facts = await readFactsOf(tx, meetingId)
    if (!facts || facts.phase === 'draft' || facts.phase === 'cancelled' || facts.endsAt <= now) return
    const unread = await this.#store.takeUnread(tx, meetingId, 'papers')
    // Whoever was put out and barred does not read them (SPEC 3.13).
    const barred = await barredOnRecord(tx, meetingId)
    const accounts = [...(await concernedAccounts(tx, meetingId)).keys()].filter(
      (accountId) => accountId !== by && !barred.has(accountId),
    )
    const items = accounts.map((accountId) => {
      const names = [...new Set([...(unread.get(accountId)?.note.split('\n') ?? []), name])].slice(-MAX_PAPERS)
      return { accountId, kind: 'papers' as const, meetingId, facts: factsOf(facts, { note: names.join('\n') }) }
    })
    await this.#store.add(tx, items, now)
  }

  /**
   * Tells IT admins of the host unit, and of those above it. One that they have not read yet is said anew.
   * @param note the most participants that the meeting takes
   */
  async onLimitReached(
    tx: Kysely<Schema>,
    facts: InvitationFacts,
    kind: Extract<MeetingItem['kind'], 'meetingFull' | 'nodesFull'>,
    note = '',
  ): Promise<void> {
    const { meetingId, hostUnit } = facts
    await this.#store.takeUnread(tx, meetingId, kind)
    const said = factsOf(facts, { note })
    const admins = await adminsOver(tx, hostUnit.code)
    await this.#store.add(
      tx,
      admins.map((accountId) => ({ accountId, kind, meetingId, facts: said })),
      this.#clock(),
    )
  }

  async #tell(
    tx: Kysely<Schema>,
    meetingId: MeetingId,
    { by, meetingIds }: PlanChange,
    told: ReadonlyMap<AccountId, MeetingItem['kind']>,
    facts: InboxFacts,
  ): Promise<void> {
    const now = this.#clock()
    const items = [...told]
      .filter(([accountId]) => accountId !== by)
      .map(([accountId, kind]) => ({ accountId, kind, meetingId, facts }))
    const having = (kinds: readonly MeetingItem['kind'][]) =>
      items.filter(({ kind }) => kinds.includes(kind)).map(({ accountId }) => accountId)
    await this.#store.settle(tx, meetingIds, ['changed', 'reminder'], having(['changed']), now)
    await this.#store.settle(
      tx,
      meetingIds,
      ['invitation', 'changed', 'reminder', 'papers'],
      having(['cancelled', 'withdrawn']),
      now,
    )
    await this.#store.add(tx, items, now)
  }
}

function factsOf({ title, hostUnit, startsAt, endsAt, place }: InvitationFacts, more: Partial<InboxFacts>): InboxFacts {
  return {
    title,
    hostName: hostUnit.name,
    startsAt,
    endsAt,
    place,
    before: null,
    changes: [],
    note: '',
    meetings: 1,
    ...more,
  }
}
