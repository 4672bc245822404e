import { type Account, MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { allowed, type Grant, may } from '../../domain/office/officePermissions.ts'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import type { Schema } from '../../db/schema.ts'
import { codesOfPath } from '../../db/sql/unitPath.ts'
import type { AuditActor, AuditLog } from '../../audit/AuditLog.ts'
import { grantsOf, scopeOf } from '../access.ts'
import { grantRole } from '../../auth/accountRoles.ts'
import type { ImportReach } from './planImport.ts'

/** The units that somebody may manage. */
export class UnitReach implements ImportReach {
  readonly #grants: readonly Grant[]
  /** An administrator of a topmost unit may have further ones beside it. */
  readonly mayAddRoots: boolean

  private constructor(grants: readonly Grant[], mayAddRoots: boolean) {
    this.#grants = grants
    this.mayAddRoots = mayAddRoots
  }

  /** @throws MeetingError `forbidden` when there is nothing that the account may manage */
  static async of(db: Kysely<Schema>, account: Pick<Account, 'accountId'>): Promise<UnitReach> {
    await scopeOf(db, account, 'unit.manage')
    const grants = await grantsOf(db, account.accountId)
    const { all, branches } = allowed(grants, 'unit.manage')
    return new UnitReach(grants, all || (await anyRoot(db, branches)))
  }

  mayManage(path: readonly UnitCode[]): boolean {
    return may(this.#grants, 'unit.manage', path)
  }

  /** @throws MeetingError `forbidden`, `notFound` */
  async require(db: Kysely<Schema>, code: UnitCode): Promise<void> {
    const unit = await db.selectFrom('unit').select('path').where('code', '=', code).executeTakeFirst()
    if (!unit) throw new MeetingError('notFound', `no unit ${code}`)
    if (!this.mayManage(codesOfPath(unit.path))) throw new MeetingError('forbidden', `unit.manage at ${code}`)
  }

  /** Checks that a unit may be put below this parent. @throws MeetingError `forbidden`, `notFound` */
  async requireParent(db: Kysely<Schema>, parentCode: UnitCode | null): Promise<void> {
    if (parentCode !== null) return this.require(db, parentCode)
    if (!this.mayAddRoots) throw new MeetingError('forbidden', 'unit.manage at a topmost unit')
  }
}

/** True if one of these units has nothing above it. */
async function anyRoot(db: Kysely<Schema>, codes: readonly UnitCode[]): Promise<boolean> {
  if (codes.length === 0) return false
  const root = await db
    .selectFrom('unit')
    .select('code')
    .where('code', 'in', [...codes])
    .where('parent_code', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return root !== undefined
}

/** A new topmost unit would have no administrator: whoever made it becomes the first. */
export async function administerRoots(
  db: Kysely<Schema>,
  audit: AuditLog,
  actor: AuditActor,
  roots: readonly { code: UnitCode; name: string }[],
): Promise<void> {
  const { account } = actor
  if (!account) return
  await inTransaction(db, async (tx) => {
    for (const { code } of roots) {
      await grantRole(tx, account.accountId, { role: 'itAdmin', unitCode: code })
      await audit.append(tx, actor, {
        action: 'account.roleGranted',
        subject: { type: 'account', id: account.accountId, name: account.name },
        unitCode: code,
        details: { role: 'itAdmin', unitCode: code },
      })
    }
  })
}
