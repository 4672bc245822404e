import { expect, test } from 'vitest'
import { csvText } from './csvText.ts'

test('cells with commas, quotes and line ends are quoted; Excel is told that it is UTF-8', () => {
  expect(csvText([['Phường A, quận B', 'nói "có"'], ['a\nb', '']])).toBe('\ufeff"Phường A, quận B","nói ""có"""\r\n"a\nb",\r\n')
})

test('a name that a spreadsheet would run is kept from it', () => {
  expect(csvText([['=1+2', '+84', 'an-binh']])).toBe("\ufeff'=1+2,'+84,an-binh\r\n")
})
