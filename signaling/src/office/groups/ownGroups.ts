import type { Account } from '@diem-cau/signaling-contract'
import type { UnitRule } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import { mayAt } from '../access.ts'

/** The rules without the groups of other offices: to this account they are not there, as at /api/groups. */
export async function ownGroups(
  db: Kysely<Schema>,
  account: Pick<Account, 'accountId'>,
  rules: readonly UnitRule[],
): Promise<UnitRule[]> {
  const ids = [...new Set(rules.flatMap((rule) => (rule.type === 'group' ? [rule.groupId] : [])))]
  const own = new Set<string>()
  for (const part of inParts(ids, 1000)) {
    const groups = await db.selectFrom('unit_group').select(['id', 'owner_unit_code']).where('id', 'in', part).execute()
    const owners = [...new Set(groups.map(({ owner_unit_code }) => owner_unit_code))]
    const mine = await Promise.all(
      owners.map(async (code) => ((await mayAt(db, account, 'group.manage', code)) ? [code] : [])),
    )
    for (const { id, owner_unit_code } of groups) if (mine.flat().includes(owner_unit_code)) own.add(id)
  }
  return rules.filter((rule) => rule.type !== 'group' || own.has(rule.groupId))
}
