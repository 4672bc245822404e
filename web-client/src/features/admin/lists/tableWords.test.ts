import { kindWords, roleWords } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import adminEn from '../../../locales/en/admin.json'
import scheduleEn from '../../../locales/en/schedule.json'
import adminVi from '../../../locales/vi/admin.json'
import scheduleVi from '../../../locales/vi/schedule.json'

const inLanguage = (
  words: Readonly<Record<string, { readonly vi: string; readonly en: string }>>,
  language: 'vi' | 'en',
) => Object.fromEntries(Object.entries(words).map(([key, of]) => [key, of[language]]))

test('roles and kinds of units are called the same in files as on the pages', () => {
  expect(adminVi.person.roleNames).toEqual(inLanguage(roleWords, 'vi'))
  expect(adminEn.person.roleNames).toEqual(inLanguage(roleWords, 'en'))
  expect(scheduleVi.units.kind).toMatchObject(inLanguage(kindWords, 'vi'))
  expect(scheduleEn.units.kind).toMatchObject(inLanguage(kindWords, 'en'))
})
