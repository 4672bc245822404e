import { expect, test } from 'vitest'
import { captionText, MOST_CHARACTERS } from './captionText.ts'

const results = (...texts: string[]) => texts.map((transcript) => ({ isFinal: false, 0: { transcript } }))

test('what was said before goes on in what is said now', () => {
  expect(captionText('Kính thưa', results(' các đồng chí', '  tôi xin báo cáo '))).toBe(
    'Kính thưa các đồng chí tôi xin báo cáo',
  )
  expect(captionText('', [])).toBe('')
})

test('of what is long the end is shown, from the beginning of a word', () => {
  const words = Array.from({ length: 60 }, (_, n) => `chữ${n}`)
  const shown = captionText('', results(words.join(' ')))
  expect(shown.length).toBeLessThanOrEqual(MOST_CHARACTERS + 2)
  expect(shown).toMatch(/^… chữ\d+ /)
  expect(shown.endsWith('chữ59')).toBe(true)
})
