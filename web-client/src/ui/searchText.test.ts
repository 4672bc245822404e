import { expect, test } from 'vitest'
import { matchesQuery, plainText } from './searchText.ts'

test('accents, capitals and đ do not matter', () => {
  expect(plainText('  Phường  Đông Hiệp ')).toBe('phuong dong hiep')
  expect(plainText('Ô Môn'.normalize('NFD'))).toBe(plainText('Ô Môn'.normalize('NFC')))
})

test('every word must be there, in any order', () => {
  expect(matchesQuery('Phường Châu Văn Liêm', 'liem chau')).toBe(true)
  expect(matchesQuery('Phường Châu Văn Liêm', 'Châu văn')).toBe(true)
  expect(matchesQuery('Phường Châu Văn Liêm', 'thoi an')).toBe(false)
  expect(matchesQuery('Phường Châu Văn Liêm', '')).toBe(true)
})
