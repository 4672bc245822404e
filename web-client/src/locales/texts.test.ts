import { ErrorCode, meetingLimits } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import en from './en/translation.json'
import vi from './vi/translation.json'

test.each(ErrorCode.options)('%s has a full sentence in Vietnamese and in English, and they differ', (code) => {
  const texts = [vi.errors[code], en.errors[code]]
  for (const text of texts) {
    expect(text).toMatch(/^[\p{Lu}].{10,}[.!]$/u)
    expect(Object.keys(meetingLimits)).toEqual(
      expect.arrayContaining([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)),
    )
  }
  expect(texts[0]).not.toBe(texts[1])
})
