import { UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { auditWords } from '../../signaling/src/office/audit/auditWords.ts'
import { findingWords } from '../../signaling/src/office/post/findingWords.ts'
import { auditDetailWords } from '../../signaling/src/office/audit/auditDetailWords.ts'
import {
  firstPasswordHeadings,
  kindWords,
  peopleHeadings,
  roleWords,
  unitHeadings,
} from '../../signaling/src/office/tables/tableWords.ts'
import adminEn from '../../web-client/src/locales/en/admin.json' with { type: 'json' }
import inboxEn from '../../web-client/src/locales/en/inbox.json' with { type: 'json' }
import operationsEn from '../../web-client/src/locales/en/operations.json' with { type: 'json' }
import scheduleEn from '../../web-client/src/locales/en/schedule.json' with { type: 'json' }
import adminVi from '../../web-client/src/locales/vi/admin.json' with { type: 'json' }
import auditVi from '../../web-client/src/locales/vi/audit.json' with { type: 'json' }
import inboxVi from '../../web-client/src/locales/vi/inbox.json' with { type: 'json' }
import operationsVi from '../../web-client/src/locales/vi/operations.json' with { type: 'json' }
import scheduleVi from '../../web-client/src/locales/vi/schedule.json' with { type: 'json' }
import translationVi from '../../web-client/src/locales/vi/translation.json' with { type: 'json' }

// Pages have their texts, files that the server writes have theirs. What is the same thing is called the same in both.

type Language = 'vi' | 'en'

const inLanguage = (words: Readonly<Record<string, Readonly<Record<Language, string>>>>, language: Language) =>
  Object.fromEntries(Object.entries(words).map(([key, of]) => [key, of[language]]))

const headings = (columns: readonly ({ readonly key: string } & Readonly<Record<Language, string>>)[], of: Language) =>
  Object.fromEntries(columns.map((column) => [column.key, column[of]]))

test('roles and kinds of units are called the same in files as on the pages', () => {
  expect(adminVi.person.roleNames).toEqual(inLanguage(roleWords, 'vi'))
  expect(adminEn.person.roleNames).toEqual(inLanguage(roleWords, 'en'))
  expect(scheduleVi.units.kind).toMatchObject(inLanguage(kindWords, 'vi'))
  expect(scheduleEn.units.kind).toMatchObject(inLanguage(kindWords, 'en'))
})

test('columns are called the same in files as where an import says what is wrong with them', () => {
  expect(adminVi.import.columns).toEqual({
    units: headings(unitHeadings, 'vi'),
    people: headings(peopleHeadings, 'vi'),
  })
  expect(adminEn.import.columns).toEqual({
    units: headings(unitHeadings, 'en'),
    people: headings(peopleHeadings, 'en'),
  })
  expect(adminVi.secret.columns).toEqual(Object.fromEntries(firstPasswordHeadings.map(({ key, vi }) => [key, vi])))
})

test('the workbook of the audit log says what its page says', () => {
  const { actions, fields, values, reasons, failures, areas } = auditWords
  const { rules, yes, no, nothing, ...page } = auditVi
  expect({ actions, fields, values, reasons, areas }).toEqual(page)
  expect(translationVi.errors).toMatchObject(failures)
  const code = UnitCode.parse('x')
  const words = auditDetailWords((unit) => unit)
  expect(words).toMatchObject({ yes, no, nothing })
  expect(rules.except.replace('{{unit}}', 'x')).toBe(words.rule({ type: 'except', code }))
  expect(rules.branch.replace('{{unit}}', 'x')).toBe(words.rule({ type: 'branch', code }))
})

test('what is wrong is called the same in mails, in the inbox and on the pages', () => {
  const titles = (findings: Readonly<Record<string, { readonly title: string }>>) =>
    Object.fromEntries(Object.entries(findings).map(([code, { title }]) => [code, title]))
  expect(titles(operationsVi.findings)).toEqual(findingWords)
  expect(inboxVi.findings).toEqual(findingWords)
  expect(inboxEn.findings).toEqual(titles(operationsEn.findings))
})
