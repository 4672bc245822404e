import {
  NewPassword,
  PeopleImportReport,
  Person,
  PersonMade,
  PersonPage,
  type EditPerson,
  type ImportTable,
  type NewPerson,
  type PersonQuery,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { authorisedFile, authorisedFileOf } from '../client/account.ts'
import { at, get, patch, post, queryString, remove } from '../client/officeRequest.ts'
import type { TableKind } from './TableKind.ts'
import { after, pagedQuery, query } from '../loading/query.ts'

/** Accounts of people. */
export const peopleApi = {
  people: (query: Partial<PersonQuery>, signal?: AbortSignal) => get('/api/accounts', PersonPage, query, signal),
  person: (accountId: string, signal?: AbortSignal) => get(at('accounts', accountId), Person, {}, signal),
  /** Adds an account. The answer has the first password, which is shown once. */
  addPerson: (body: z.input<typeof NewPerson>) => post('/api/accounts', PersonMade, body),
  editPerson: (accountId: string, body: z.input<typeof EditPerson>) => patch(at('accounts', accountId), Person, body),
  renewPassword: (accountId: string) => post(at('accounts', accountId, 'password'), NewPassword),
  removeTotp: (accountId: string) => remove(at('accounts', accountId, 'totp')),
  signOutEverywhere: (accountId: string) => remove(at('accounts', accountId, 'sign-ins')),
  exported: (query: Partial<PersonQuery>, kind: TableKind) =>
    authorisedFile(`/api/accounts/export.${kind}${queryString(query)}`),
  template: (kind: TableKind) => authorisedFile(`/api/accounts/template.${kind}`),
  passwordFile: (passwords: PeopleImportReport['passwords']) =>
    authorisedFileOf('/api/accounts/import/passwords.xlsx', { passwords }),
  importTable: (body: ImportTable) => post('/api/accounts/import', PeopleImportReport, body),
}

type Filter = Partial<Omit<PersonQuery, 'cursor' | 'limit'>>

export const peopleQueries = {
  list: (filter: Filter) =>
    pagedQuery(['people', 'list', filter], (cursor, signal) =>
      peopleApi.people({ limit: 50, ...filter, ...after(cursor) }, signal),
    ),
  /** Finds a few people with these words, for pickers. */
  found: (q: string) =>
    query(['people', 'found', q], (signal) =>
      peopleApi.people({ limit: 20, disabled: false, ...(q ? { q } : {}) }, signal),
    ),
}
