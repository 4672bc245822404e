import { expect, test } from 'vitest'
import { guessText } from './guessText.ts'
import { isVietnamese } from './isVietnamese.ts'

test.each([
  ['Ph\u00ad\u00eang Long H\u00adng', 'TCVN3', 'Phường Long Hưng'],
  ['X\u00b7 Th\u00b9nh Phó', 'TCVN3', 'Xã Thạnh Phú'],
  ['NguyÔn V¨n §øc', 'TCVN3', 'Nguyễn Văn Đức'],
  ['Phöôøng Long Höng', 'VNI', 'Phường Long Hưng'],
  ['Nguyeãn Vaên Ñöùc', 'VNI', 'Nguyễn Văn Đức'],
  ['QUAÄN OÂ MOÂN', 'VNI', 'QUẬN Ô MÔN'],
  [Buffer.from('Phường Long Hưng').toString('latin1'), 'UTF-8', 'Phường Long Hưng'],
  ['PhÆ°á»\u009dng Thá»›i An', 'UTF-8', 'Phường Thới An'],
  ['XÃ£ TÃ¢n HÃ²a', 'UTF-8', 'Xã Tân Hòa'],
])('%j is %s for %s', (written, from, text) => {
  expect(guessText(written)).toEqual({ from, text })
})

test.each([
  'Phường Long Hưng',
  'Xã Tân Hòa',
  'Xã Ô Môn',
  'Thành phố Hà Nội',
  'Phong Dien',
  'Krông Nô',
  'Ea Súp',
  'Đắk Lắk',
  'Xã Cư Êbur',
  'Thị trấn Lộc Thắng',
  'José Peña',
  'François Müller',
  'Bà Hòa',
  'Ủy ban nhân dân xã – Đội 1',
  'Điểm cầu số 1',
  'Tòa nhà Âu Cơ',
  'Xóm Giá, xã Ân Hòa',
  'Hoà Quý',
  'Thuý',
  'Trà Nóc',
  'Cán bộ',
  '',
  'UBND',
  'Sơn Động',
])('%j is left alone', (text) => {
  expect(guessText(text)).toBeNull()
})

test('what is a syllable of Vietnamese', () => {
  for (const word of ['Phường', 'Quận', 'giếng', 'Gì', 'nghiêng', 'Quyết', 'khuya', 'Hòa', 'Hoà', 'ươm', 'Ý', 'đường'])
    expect(isVietnamese(word), word).toBe(true)
  for (const word of ['Phêng', 'Höng', 'krông', 'ea', 'Đắk', 'q', 'phöôøng', 'àá'])
    expect(isVietnamese(word), word).toBe(false)
})
