import { type Account, foldText, type UnitCode } from '@diem-cau/signaling-contract'
import type { AuditAction, AuditField } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { insertMany } from '../db/sql/insertMany.ts'
import type { Schema } from '../db/schema.ts'

/** The one who did it, and their address. `account` null: the system, or someone who is not signed in. */
export type AuditActor = { readonly account: Pick<Account, 'accountId' | 'name'> | null; readonly ip: string }

export const SYSTEM_ACTOR: AuditActor = { account: null, ip: '' }

export type AuditFact = {
  readonly action: AuditAction
  readonly subject?: { readonly type: string; readonly id: string; readonly name: string }
  /** The unit that it concerns. */
  readonly unitCode?: UnitCode
  /** It holds no secrets. */
  readonly details?: Readonly<Partial<Record<AuditField, unknown>>>
}

/** Appends to the audit log; nothing else can be done with it, see the triggers of migration 002. */
export class AuditLog {
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** @param tx the transaction of the change itself: both are on record or neither is */
  async append(tx: Kysely<Schema>, actor: AuditActor, fact: AuditFact): Promise<void> {
    await this.appendMany(tx, actor, [fact])
  }

  /** Does the same as `append` for the many changes of an import. */
  async appendMany(tx: Kysely<Schema>, { account, ip }: AuditActor, facts: readonly AuditFact[]): Promise<void> {
    const at = this.#clock()
    const rows = facts.map(({ action, subject, unitCode, details = {} }) => ({
      at,
      actor_id: account?.accountId ?? null,
      actor_name: account?.name ?? '',
      action,
      subject_type: subject?.type ?? null,
      subject_id: subject?.id ?? null,
      subject_name: subject?.name ?? '',
      unit_code: unitCode ?? null,
      ip,
      details: JSON.stringify(details),
      search: foldText([account?.name ?? '', action, subject?.id ?? '', subject?.name ?? '', ip].join(' ')),
    }))
    await insertMany(tx, 'audit', rows)
  }
}
