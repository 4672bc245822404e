import { randomBytes } from 'node:crypto'
import type { AccountId, MeetingId } from '@diem-cau/signaling-contract'
import {
  AlertFacts,
  InboxFacts,
  type InboxItem,
  type InboxPage,
  type InboxQuery,
  type MeetingItem,
  WebhookFacts,
} from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { insertMany } from '../../db/sql/insertMany.ts'
import { readStored, UnreadableRow } from '../../db/sql/readStored.ts'
import type { Schema } from '../../db/schema.ts'
import { KeyText, readCursor } from '../../db/sql/Cursor.ts'
import { cutPage, pageAfter } from '../../db/sql/pages.ts'

/** Time of the last item of a page, and its id. */
const Key = z.tuple([z.int(), KeyText])

const PRUNE_AT_ONCE = 500

export type NewInboxItem = { readonly accountId: AccountId } & (
  | { readonly kind: MeetingItem['kind']; readonly meetingId: MeetingId; readonly facts: InboxFacts }
  | { readonly kind: 'alert'; readonly meetingId: null; readonly facts: AlertFacts }
  | { readonly kind: 'webhookOff'; readonly meetingId: null; readonly facts: WebhookFacts }
)

/** Keeps what people were told in the program, each of their own. */
export class InboxStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Part of the transaction of what it tells. */
  async add(tx: Kysely<Schema>, items: readonly NewInboxItem[], now: number): Promise<void> {
    const rows = items.map(({ accountId, kind, meetingId, facts }) => ({
      id: `n.${randomBytes(12).toString('hex')}`,
      account_id: accountId,
      kind,
      meeting_id: meetingId,
      facts: JSON.stringify(facts),
      at: now,
    }))
    await insertMany(tx, 'inbox', rows)
  }

  /** Marks items as read about which something newer is told. */
  async settle(
    tx: Kysely<Schema>,
    meetingIds: readonly MeetingId[],
    kinds: readonly MeetingItem['kind'][],
    accountIds: readonly AccountId[],
    now: number,
  ): Promise<void> {
    if (accountIds.length === 0) return
    await tx
      .updateTable('inbox')
      .set({ read_at: now })
      .where('meeting_id', 'in', meetingIds)
      .where('kind', 'in', kinds)
      .where('account_id', 'in', accountIds)
      .where('read_at', 'is', null)
      .execute()
  }

  /** Marks as read what was told of an alert before it was over. */
  async settleAlert(tx: Kysely<Schema>, alertId: string, accountIds: readonly AccountId[], now: number): Promise<void> {
    if (accountIds.length === 0) return
    await tx
      .updateTable('inbox')
      .set({ read_at: now })
      .where('account_id', 'in', accountIds)
      .where('read_at', 'is', null)
      .where('kind', '=', 'alert')
      // As `add` writes them; an id has no sign that stands for others.
      .where('facts', 'like', `{"alertId":"${alertId}",%`)
      .execute()
  }

  /** Takes back what is not read yet, to say it anew with what came since. */
  async takeUnread(
    tx: Kysely<Schema>,
    meetingId: MeetingId,
    kind: MeetingItem['kind'],
  ): Promise<Map<AccountId, InboxFacts>> {
    const rows = await tx
      .selectFrom('inbox')
      .select(['account_id', 'facts'])
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', kind)
      .where('read_at', 'is', null)
      .execute()
    await tx
      .deleteFrom('inbox')
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', kind)
      .where('read_at', 'is', null)
      .execute()
    return new Map(rows.map((row) => [row.account_id, readStored(InboxFacts, row.facts)]))
  }

  /** Drafts are deleted: nothing is said of them. */
  async forget(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
    await tx.deleteFrom('inbox').where('meeting_id', 'in', meetingIds).execute()
  }

  /** Newest first. */
  async list(accountId: AccountId, { cursor, limit }: z.infer<typeof InboxQuery>): Promise<InboxPage> {
    const after = readCursor(Key, cursor)
    const own = this.#db.selectFrom('inbox').where('account_id', '=', accountId)
    const page = pageAfter(
      own.selectAll(),
      (eb) => [
        [eb.ref('at'), 'desc'],
        [eb.ref('id'), 'desc'],
      ],
      after,
      limit,
    )
    const [rows, { total }] = await Promise.all([
      page.execute(),
      own.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ])
    const { shown, next } = cutPage(rows, limit, ({ at, id }) => [at, id])
    return { items: shown.map(toItem), total, next }
  }

  /** Counts the unread, and finds the newest of them. */
  async unread(accountId: AccountId): Promise<{ unread: number; latest: InboxItem | null }> {
    const own = this.#db.selectFrom('inbox').where('account_id', '=', accountId).where('read_at', 'is', null)
    const [{ unread }, latest] = await Promise.all([
      own.select((eb) => eb.fn.countAll<number>().as('unread')).executeTakeFirstOrThrow(),
      own.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst(),
    ])
    return { unread, latest: latest ? toItem(latest) : null }
  }

  /** @param itemIds null: all */
  async read(accountId: AccountId, itemIds: readonly string[] | null, now: number): Promise<void> {
    if (itemIds?.length === 0) return
    let unread = this.#db
      .updateTable('inbox')
      .set({ read_at: now })
      .where('account_id', '=', accountId)
      .where('read_at', 'is', null)
    if (itemIds !== null) unread = unread.where('id', 'in', itemIds)
    await unread.execute()
  }

  /** Forgets what is older than `before`, read or not. @returns how many */
  async prune(before: number): Promise<number> {
    let pruned = 0
    for (;;) {
      const old = await this.#db
        .selectFrom('inbox')
        .select('id')
        .where('at', '<', before)
        .limit(PRUNE_AT_ONCE)
        .execute()
      if (old.length === 0) return pruned
      await this.#db
        .deleteFrom('inbox')
        .where(
          'id',
          'in',
          old.map(({ id }) => id),
        )
        .execute()
      pruned += old.length
    }
  }
}

function toItem(row: Selectable<Schema['inbox']>): InboxItem {
  const { id: itemId, kind, meeting_id: meetingId, at, read_at: readAt } = row
  const common = { itemId, at, readAt }
  if (kind === 'alert') return { ...readStored(AlertFacts, row.facts), ...common, kind }
  if (kind === 'webhookOff') return { ...readStored(WebhookFacts, row.facts), ...common, kind }
  if (meetingId === null) throw new UnreadableRow(`an item of the inbox about a meeting without one: ${itemId}`)
  return { ...readStored(InboxFacts, row.facts), ...common, kind, meetingId }
}
