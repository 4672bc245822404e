import { expect, test } from 'vitest'
import { ErrorBody, MeetingError } from './errors.ts'

test('an error goes over the wire and parses to itself', () => {
  const body = new MeetingError('alreadyJoined', 'on another device', { deviceName: 'Chrome, Windows' }).toBody()
  expect(ErrorBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  expect(body.category).toBe('state')
})
