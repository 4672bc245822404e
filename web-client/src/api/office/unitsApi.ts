import {
  Group,
  GroupList,
  ImportReport,
  Unit,
  UnitDetail,
  UnitPage,
  UnitTree,
  type EditGroup,
  type EditUnit,
  type ImportTable,
  type NewGroup,
  type NewUnit,
  type NewUnitChange,
  type UnitQuery,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { authorisedFile } from '../client/account.ts'
import type { TableKind } from './TableKind.ts'
import { at, get, patch, post, put, remove } from '../client/officeRequest.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Units and saved groups of them. */
export const unitsApi = {
  units: (query: Partial<UnitQuery>, signal?: AbortSignal) => get('/api/units', UnitPage, query, signal),
  tree: (signal?: AbortSignal) => get('/api/units/tree', UnitTree, {}, signal),
  unit: (code: string, signal?: AbortSignal) => get(at('units', code), UnitDetail, {}, signal),
  exported: (kind: TableKind) => authorisedFile(`/api/units/export.${kind}`),
  template: (kind: TableKind) => authorisedFile(`/api/units/template.${kind}`),
  importTable: (body: ImportTable) => post('/api/units/import', ImportReport, body),
  addUnit: (body: NewUnit) => post('/api/units', Unit, body),
  editUnit: (code: string, body: EditUnit) => patch(at('units', code), Unit, body),
  addChange: (code: string, body: z.input<typeof NewUnitChange>) =>
    post(at('units', code, 'changes'), UnitDetail, body),
  removeChange: (code: string, changeId: string) => remove(at('units', code, 'changes', changeId)),
  groups: (signal?: AbortSignal) => get('/api/groups', GroupList, {}, signal),
  addGroup: (body: NewGroup) => post('/api/groups', Group, body),
  editGroup: (groupId: string, body: EditGroup) => put(at('groups', groupId), Group, body),
  removeGroup: (groupId: string, version: number) => remove(at('groups', groupId), { version }),
}

type Filter = Partial<Omit<UnitQuery, 'cursor' | 'limit'>>

export const unitQueries = {
  list: (filter: Filter) =>
    pagedQuery(['units', 'list', filter], (cursor, signal) =>
      unitsApi.units({ limit: 50, ...filter, ...after(cursor) }, signal),
    ),
  unit: (code: string) => query(['units', 'unit', code], (signal) => unitsApi.unit(code, signal)),
  groups: query(['groups'], (signal) => unitsApi.groups(signal)),
}
