import { expect, test } from 'vitest'
import { ErrorBody, ErrorCode, MeetingError } from './errors.ts'
import { errorTexts } from './errorTexts.ts'

test.each(ErrorCode.options)('%s has a full sentence in Vietnamese and in English, and they differ', (code) => {
  expect(errorTexts.vi[code]).toMatch(/[.!]$/)
  expect(errorTexts.en[code]).toMatch(/[.!]$/)
  expect(errorTexts.vi[code]).not.toBe(errorTexts.en[code])
})

test('an error goes over the wire and parses to itself', () => {
  const body = new MeetingError('alreadyJoined', 'on another device', { deviceName: 'Chrome, Windows' }).toBody()
  expect(ErrorBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  expect(body.category).toBe('state')
})
