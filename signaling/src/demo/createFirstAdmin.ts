import { writeFile } from 'node:fs/promises'
import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { hashFirstPassword } from '../auth/passwords.ts'
import { type AuditLog, SYSTEM_ACTOR } from '../audit/AuditLog.ts'
import { newAccountId } from '../office/people/People.ts'
import { AccountStore } from '../auth/AccountStore.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { UnitStore } from '../office/units/UnitStore.ts'
import type { Demo } from './createDemo.ts'
import { readablePassword } from '../auth/readablePassword.ts'

const LOGIN = 'quantri'
const NAME = 'Quản trị hệ thống'

/** The topmost unit of a new office. */
export type FirstUnit = { readonly code: UnitCode; readonly name: string; readonly kind: string }

/**
 * Lets the first person in: an IT admin of the topmost unit, who imports the other units and people. Does nothing
 * as soon as there is any account.
 * @param file where the first password is kept, readable by its owner only; it has to be changed at the first sign-in
 */
export async function createFirstAdmin(
  { db, audit, now }: { db: Kysely<Schema>; audit: AuditLog; now: number },
  unit: FirstUnit,
  file: string,
): Promise<Demo | null> {
  const anybody = await db.selectFrom('account').select('id').limit(1).executeTakeFirst()
  if (anybody) return null
  const password = readablePassword()
  // First: an account whose password nobody has would lock the office up.
  await writeFile(file, `# Điểm Cầu: quản trị viên đầu tiên / the first administrator\n${LOGIN}  ${password}\n`, {
    mode: 0o600,
  })
  const passwordHash = await hashFirstPassword(password)
  const id = newAccountId()
  await inTransaction(db, async (tx) => {
    const units = new UnitStore(tx)
    if (await units.isEmpty()) await units.add([{ ...unit, parentCode: null }])
    const roots = await tx.selectFrom('unit').select('code').where('parent_code', 'is', null).orderBy('code').execute()
    await new AccountStore(tx).add(
      [
        {
          id,
          login: LOGIN,
          name: NAME,
          unitCode: roots[0]?.code ?? unit.code,
          passwordHash,
          mustChangePassword: true,
          grants: roots.map(({ code }) => ({ role: 'itAdmin' as const, unitCode: code })),
        },
      ],
      now,
    )
    await audit.append(tx, SYSTEM_ACTOR, {
      action: 'account.created',
      subject: { type: 'account', id, name: NAME },
      unitCode: roots[0]?.code ?? unit.code,
      details: { login: LOGIN, first: true },
    })
  })
  return { file, accounts: [{ login: LOGIN, password, name: NAME }] }
}
