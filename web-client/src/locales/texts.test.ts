import { ErrorCode, errorTexts } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'

test('every error that can reach a person has words in both languages', () => {
  for (const code of ErrorCode.options) {
    expect(errorTexts.vi[code].length).toBeGreaterThan(10)
    expect(errorTexts.en[code].length).toBeGreaterThan(10)
  }
})
