import { kindWords, roleWords } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import * as invited from '../../../locales/texts/invited.ts'
import { en } from '../../../locales/texts/admin.en.ts'
import { vi } from '../../../locales/texts/admin.ts'

const inLanguage = (words: Readonly<Record<string, { readonly vi: string; readonly en: string }>>, language: 'vi' | 'en') =>
  Object.fromEntries(Object.entries(words).map(([key, of]) => [key, of[language]]))

test('roles and kinds of units are called the same in files as on the pages', () => {
  expect(vi.person.roleNames).toEqual(inLanguage(roleWords, 'vi'))
  expect(en.person.roleNames).toEqual(inLanguage(roleWords, 'en'))
  expect(invited.vi.units.kind).toMatchObject(inLanguage(kindWords, 'vi'))
  expect(invited.en.units.kind).toMatchObject(inLanguage(kindWords, 'en'))
})
