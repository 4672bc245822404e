import { expect, test } from 'vitest'
import { smallKinds } from './smallKinds.ts'

test.each([
  ['Quận Ô Môn', 'quận Ô Môn'],
  ['Phường Thới An Đông', 'phường Thới An Đông'],
  ['Xã Trường Xuân A', 'xã Trường Xuân A'],
  ['Huyện Châu Thành A', 'huyện Châu Thành A'],
  ['Thị trấn Cờ Đỏ', 'thị trấn Cờ Đỏ'],
  ['UBND Phường Long Hưng', 'UBND phường Long Hưng'],
  ['Đại biểu Phường Long Hưng và Phường Thới An', 'Đại biểu phường Long Hưng và phường Thới An'],
  ['Chủ tịch UBND Quận Ô Môn (Thành phố Cần Thơ)', 'Chủ tịch UBND quận Ô Môn (thành phố Cần Thơ)'],
])('%s is written %s within a sentence', (name, small) => {
  expect(smallKinds(name)).toBe(small)
})

test.each([
  'Quận 1',
  'Phường Châu Văn Liêm',
  'Phường Bùi Hữu Nghĩa',
  'Phường Lê Bình',
  'Thành phố Hồ Chí Minh',
  'Sở Y tế',
  'Phường',
  'Quận ủy Ô Môn',
])('%s keeps its capitals', (name) => {
  expect(smallKinds(name)).toBe(name)
})

test('what begins a sentence begins large', () => {
  expect(smallKinds('Phường Long Hưng và Phường Thới An', 'sentence')).toBe('Phường Long Hưng và phường Thới An')
})
