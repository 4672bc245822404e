/**
 * Units: a tree of any depth.
 *   GET    /api/units                         UnitQuery -> UnitPage
 *   GET    /api/units/tree                    -> UnitTree (with ETag): all units that are open, for pickers
 *   GET    /api/units/export.xlsx, .csv       `unitColumns`, as the import takes it
 *   GET    /api/units/template.xlsx, .csv     headings with an example; in the workbook also the codes that there are
 *   POST   /api/units/import                  ImportTable -> ImportReport: `unitColumns`, with headings in either language or by their keys
 *   POST   /api/units                         NewUnit -> Unit
 *   GET    /api/units/:code                   -> UnitDetail
 *   PATCH  /api/units/:code                   EditUnit -> Unit (a mistake is put right: no change of the unit itself)
 *   POST   /api/units/:code/changes           NewUnitChange -> UnitDetail
 *   DELETE /api/units/:code/changes/:changeId -> UnitDetail (one that is still to come)
 * Saved groups of units, for invitations:
 *   GET    /api/groups -> { groups: Group[] }; POST /api/groups NewGroup -> Group;
 *   PUT    /api/groups/:groupId EditGroup -> Group; DELETE /api/groups/:groupId?version=
 */
import { z } from 'zod'
import { ErrorCode } from '../errors/errors.ts'
import { RowId, UnitCode } from '../core/ids.ts'
import { UnitRef } from '../core/seat.ts'
import { recorded } from '../text/text.ts'
import { line, LocalDate, PageQuery, page, QueryFlag, requiredLine, Version } from './common.ts'

/** Kinds of units that this program has words for; others are kept as they are. */
export const knownUnitKinds = [
  'city',
  'province',
  'urban_district',
  'rural_district',
  'town',
  'ward',
  'commune',
  'township',
  'special_zone',
  'office',
] as const

export const UnitKind = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)

/**
 * Where the media of a branch is at home, as media nodes have it in `DIEM_CAU_SFU_REGION`. Empty: as with the unit above it.
 */
export const RegionLabel = z.string().regex(/^[A-Za-z0-9_.-]{0,64}$/)

/** `closed`: it exists no more (dissolved, or merged into `successor`); its past keeps its name. */
export const Unit = z.object({
  code: UnitCode,
  parentCode: UnitCode.nullable(),
  kind: UnitKind,
  name: recorded(),
  status: z.enum(['open', 'closed']),
  successor: UnitRef.nullable(),
  /** Its own; empty: that of the unit above it. */
  region: recorded(64),
  version: Version,
})
export type Unit = z.infer<typeof Unit>

/** `parent`: its direct children only; `under`: the whole branch below it, and itself. */
export const UnitQuery = PageQuery.extend({
  parent: UnitCode.optional(),
  under: UnitCode.optional(),
  kind: UnitKind.optional(),
  closed: QueryFlag.optional(),
})
export type UnitQuery = z.infer<typeof UnitQuery>

/** A unit in a list. `path`: its ancestors, the root first; `inheritedRegion`: of the nearest above it that has one. */
export const UnitListItem = Unit.extend({
  inheritedRegion: z.object({ region: recorded(64), from: UnitRef }).nullable(),
  path: z.array(UnitRef),
  children: z.int(),
  accounts: z.int(),
  rooms: z.int(),
})
export type UnitListItem = z.infer<typeof UnitListItem>
export const UnitPage = page(UnitListItem)
export type UnitPage = z.infer<typeof UnitPage>

/** Open units as [code, parentCode, kind, name], parents before their children, siblings in the order of their names. */
export const UnitTree = z.object({ units: z.array(z.tuple([UnitCode, UnitCode.nullable(), UnitKind, recorded()])) })
export type UnitTree = z.infer<typeof UnitTree>

export const NewUnit = z.object({
  code: UnitCode,
  parentCode: UnitCode.nullable(),
  kind: UnitKind,
  name: requiredLine(200),
  region: RegionLabel.default(''),
})
export type NewUnit = z.infer<typeof NewUnit>

export const EditUnit = z.object({
  version: Version,
  kind: UnitKind.optional(),
  name: requiredLine(200).optional(),
  region: RegionLabel.optional(),
})
export type EditUnit = z.infer<typeof EditUnit>

/** A change of a unit that takes effect on a day. */
export const UnitChangeWhat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name: requiredLine(200), unitKind: UnitKind.optional() }),
  z.object({ kind: z.literal('move'), parentCode: UnitCode.nullable() }),
  /** Into another one, which takes over its people, rooms and meetings to come. */
  z.object({ kind: z.literal('merge'), into: UnitCode }),
  z.object({ kind: z.literal('close') }),
])
export type UnitChangeWhat = z.infer<typeof UnitChangeWhat>

/** A day that has come already takes effect at once. `decision`: the paper that says so. */
export const NewUnitChange = z.object({
  version: Version,
  effectiveOn: LocalDate,
  what: UnitChangeWhat,
  decision: line(300).default(''),
})
export type NewUnitChange = z.infer<typeof NewUnitChange>

/** Reasons for which a change of a unit may fail when its day comes. */
export const UnitChangeFailure = ErrorCode.extract([
  'notFound',
  'unitClosed',
  'unitInUse',
  'unitLoop',
  'badRequest',
  'internal',
])
export type UnitChangeFailure = z.infer<typeof UnitChangeFailure>

export const UnitChange = z.object({
  changeId: RowId,
  effectiveOn: LocalDate,
  what: UnitChangeWhat,
  decision: recorded(),
  applied: z.boolean(),
  /** The reason why it could not take effect when its day came; null = it did, or is still to come. One that failed is deleted, and made anew. */
  failure: UnitChangeFailure.nullable(),
})
export type UnitChange = z.infer<typeof UnitChange>

/** `changes`: newest day first. `names`: what it was called since when. */
export const UnitDetail = UnitListItem.extend({
  changes: z.array(UnitChange),
  names: z.array(z.object({ since: LocalDate.nullable(), name: recorded() })),
})
export type UnitDetail = z.infer<typeof UnitDetail>

/** A rule that tells which units are meant, so that a branch stays a branch. */
export const UnitRule = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unit'), code: UnitCode }),
  /** The unit and all below it; with `kinds` only those. */
  z.object({ type: z.literal('branch'), code: UnitCode, kinds: z.array(UnitKind).max(20).optional() }),
  z.object({ type: z.literal('group'), groupId: RowId }),
  /** The unit is taken out again, whatever else says that it is in. */
  z.object({ type: z.literal('except'), code: UnitCode }),
])
export type UnitRule = z.infer<typeof UnitRule>
export const UnitRules = z.array(UnitRule).max(2_000)

/** A list of units with a name. A group holds no other groups. */
export const Group = z.object({
  groupId: RowId,
  name: recorded(),
  ownerUnit: UnitRef,
  rules: UnitRules,
  /** Number of units that it means now. */
  units: z.int(),
  version: Version,
})
export type Group = z.infer<typeof Group>
export const GroupList = z.object({ groups: z.array(Group) })
export const NewGroup = z.object({ name: requiredLine(120), ownerUnitCode: UnitCode, rules: UnitRules.min(1) })
export type NewGroup = z.infer<typeof NewGroup>
export const EditGroup = NewGroup.omit({ ownerUnitCode: true }).extend({ version: Version })
export type EditGroup = z.infer<typeof EditGroup>
