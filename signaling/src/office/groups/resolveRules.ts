import { MeetingError, type UnitCode, type UnitRef } from '@diem-cau/signaling-contract'
import { type UnitRule, UnitRules } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import { loadForestOn } from '../units/loadForest.ts'
import { namesAt } from '../units/namesAt.ts'
import type { UnitForest } from '../units/UnitForest.ts'

/**
 * Finds which units are meant on a day, under their names of that day, in the order of the tree, siblings by
 * name. Closed ones are left out; one that was merged means its successor. Codes that do not exist mean nothing.
 * @param localDate a day in Asia/Ho_Chi_Minh
 */
export async function resolveRules(
  db: Kysely<Schema>,
  rules: readonly UnitRule[],
  localDate: string,
): Promise<UnitRef[]> {
  if (rules.length === 0) return []
  const forest = await loadForestOn(db, localDate)
  const meant = unitsOf(forest, rules, await rulesOfGroups(db, groupIdsOf(rules)))
  const codes = forest.inOrder.filter(({ code }) => meant.has(code)).map(({ code }) => code)
  const names = await namesAt(db, localDate, codes)
  return codes.map((code) => ({ code, name: names.get(code) ?? code }))
}

/**
 * Checks that everything that the rules name is there.
 * @param field the request's field that holds the rules
 * @throws MeetingError `invalidInvitation` naming what is not
 */
export async function requireKnown(
  db: Kysely<Schema>,
  rules: readonly UnitRule[],
  field: 'invite' | 'rules',
): Promise<void> {
  const codes = [...new Set(rules.flatMap((rule) => (rule.type === 'group' ? [] : [rule.code])))]
  const known = new Set<UnitCode>()
  for (const part of inParts(codes, 1000)) {
    for (const { code } of await db.selectFrom('unit').select('code').where('code', 'in', part).execute())
      known.add(code)
  }
  const groups = groupIdsOf(rules)
  const knownGroups = await rulesOfGroups(db, groups)
  const missing = [...codes.filter((code) => !known.has(code)), ...groups.filter((id) => !knownGroups.has(id))]
  if (missing.length > 0)
    throw new MeetingError('invalidInvitation', 'not there', { field, issues: missing.slice(0, 50) })
}

/** The open units that the rules mean in this forest. The exceptions of a group hold within the group. */
export function unitsOf(
  forest: UnitForest,
  rules: readonly UnitRule[],
  groups: ReadonlyMap<string, readonly UnitRule[]>,
): Set<UnitCode> {
  const meant = new Set<UnitCode>()
  for (const rule of rules) {
    switch (rule.type) {
      case 'unit': {
        const unit = forest.standsFor(rule.code)
        if (unit) meant.add(unit.code)
        break
      }
      case 'branch':
        for (const unit of branchOf(forest, rule.code)) {
          if (!rule.kinds || rule.kinds.includes(unit.kind)) meant.add(unit.code)
        }
        break
      case 'group':
        for (const code of unitsOf(forest, groups.get(rule.groupId) ?? [], new Map())) meant.add(code)
        break
      case 'except':
        break
      default:
        rule satisfies never
    }
  }
  for (const rule of rules) if (rule.type === 'except') meant.delete(rule.code)
  return meant
}

/** The successor alone is left of a unit that was merged: the successor's own branch was never meant. */
function branchOf(forest: UnitForest, code: UnitCode) {
  if (forest.find(code)?.open === true) return forest.branch(code).filter((unit) => unit.open)
  const successor = forest.standsFor(code)
  return successor ? [successor] : []
}

async function rulesOfGroups(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, UnitRule[]>> {
  const groups = new Map<string, UnitRule[]>()
  for (const part of inParts(ids, 1000)) {
    const rows = await db.selectFrom('unit_group').select(['id', 'rules']).where('id', 'in', part).execute()
    for (const { id, rules } of rows) groups.set(id, UnitRules.parse(JSON.parse(rules)))
  }
  return groups
}

function groupIdsOf(rules: readonly UnitRule[]): string[] {
  return [...new Set(rules.flatMap((rule) => (rule.type === 'group' ? [rule.groupId] : [])))]
}
