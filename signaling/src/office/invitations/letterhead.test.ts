import { expect, test } from 'vitest'
import { placeOfIssue, signerLines, superiorName, symbolOf } from './letterhead.ts'

const quan = { name: 'Quận Ô Môn', kind: 'urban_district' }
const city = { name: 'Thành phố Cần Thơ', kind: 'city' }
const office = { name: 'Phòng Tài chính', kind: 'office' }

test('a committee stands under nobody, an office under its committee, which is written short', () => {
  expect(superiorName(quan, city)).toBe('')
  expect(superiorName(office, quan)).toBe('UBND Quận Ô Môn')
  expect(superiorName(office, { name: 'Sở Tài chính', kind: 'office' })).toBe('Sở Tài chính')
  expect(superiorName(office, null)).toBe('')
})

test('the symbol is that of a committee, or is left to the clerk', () => {
  expect([quan, { name: 'UBND quận Ô Môn', kind: 'office' }, office].map((unit) => symbolOf('GM', unit))).toEqual([
    'GM-UBND',
    'GM-UBND',
    'GM-……',
  ])
  expect([quan, office].map((unit) => symbolOf('BB', unit))).toEqual(['BB-UBND', 'BB'])
})

test.each([
  ['Quận Ô Môn', 'urban_district', 'Ô Môn'],
  ['Thành phố Cần Thơ', 'city', 'Cần Thơ'],
  ['Thành phố Hồ Chí Minh', 'city', 'Thành phố Hồ Chí Minh'],
  ['Quận 1', 'urban_district', 'Quận 1'],
  ['Phường Châu Văn Liêm', 'ward', 'Phường Châu Văn Liêm'],
  ['Phường Lê Bình', 'ward', 'Phường Lê Bình'],
  ['Xã Thới Hưng', 'commune', 'Thới Hưng'],
])('a paper of %s (%s) is dated at %s', (name, kind, place) => {
  expect(placeOfIssue({ name, kind }, null)).toBe(place)
})

test('a body that is no territory is where the one above it is', () => {
  expect(placeOfIssue(office, quan)).toBe('Ô Môn')
  expect(placeOfIssue(office, null)).toBe('')
})

test.each([
  ['Chủ tịch UBND Quận Ô Môn', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
  ['Chủ tịch Ủy ban nhân dân quận', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
  ['Phó Chủ tịch', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ['Chánh Văn phòng', ['CHÁNH VĂN PHÒNG']],
  ['Phó Chánh Văn phòng', ['KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG']],
  ['', ['CHỦ TRÌ CUỘC HỌP']],
])('"%s" of a committee signs as %s', (position, lines) => {
  expect(signerLines(quan, position)).toEqual(lines)
})

test('who leads an office signs for no committee', () => {
  expect(signerLines(office, 'Phó Giám đốc')).toEqual(['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'])
})
