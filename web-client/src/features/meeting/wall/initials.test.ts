import { expect, test } from 'vitest'
import { initials } from './initials.ts'

test('a unit without a picture has up to three letters, each of them whole', () => {
  expect(initials('Phường Châu Văn Liêm')).toBe('CVL')
  expect(initials('Phường ô môn')).toBe('ÔM')
  expect(initials('𠮷野 😀')).toBe('𠮷😀')
})
