import { expect, test } from 'vitest'
import { foldText } from './foldText.ts'

test('Vietnamese names are found without accents and capitals', () => {
  expect(foldText('Phường  Châu Văn Liêm')).toBe('phuong chau van liem')
  expect(foldText('QUẬN Ô MÔN, Đường Trần Hưng Đạo')).toBe('quan o mon, duong tran hung dao')
})

test('composed and decomposed letters fold alike', () => {
  expect(foldText('Ệ'.normalize('NFD'))).toBe(foldText('Ệ'.normalize('NFC')))
})
