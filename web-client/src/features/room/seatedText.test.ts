import { expect, test } from 'vitest'
import { readSeated, seatedText } from './seatedText.ts'

test('people are written one a line with their position, and read back', () => {
  const people = [
    { name: 'Nguyễn Văn An', position: 'Phó Chủ tịch, phụ trách kinh tế' },
    { name: 'Trần Thị Mai', position: '' },
  ]
  expect(seatedText(people)).toBe('Nguyễn Văn An, Phó Chủ tịch, phụ trách kinh tế\nTrần Thị Mai')
  expect(readSeated(seatedText(people))).toEqual(people)
})

test('empty lines and lines without a name are nobody', () => {
  expect(readSeated('\n  \n, Chủ tịch\n  Lê Văn Ba  ')).toEqual([{ name: 'Lê Văn Ba', position: '' }])
})
