import { describe, expect, test } from 'vitest'
import { MeetingSettings, PlanInput } from '../../office/schedule.ts'
import { requests } from './requests.ts'

const vote = {
  voteId: 'v',
  itemId: null,
  question: 'Thông qua?',
  decides: 'a',
  secret: false,
  electorate: 'units',
  mayChange: true,
  forSec: null,
  options: [
    { optionId: 'a', label: 'Tán thành' },
    { optionId: 'b', label: 'Không tán thành' },
  ],
  rule: { majority: { kind: 'simple' }, of: 'present' },
}
const takes = (changes: object) => requests['vote:open'].data.safeParse({ ...vote, ...changes }).success
const custom = (numerator: number, denominator: number) => ({
  rule: { majority: { kind: 'custom', share: { numerator, denominator } }, of: 'present' },
})

describe('12.7 what the page would not send, the server refuses', () => {
  test('a vote as the page sends it passes', () => expect(takes({})).toBe(true))

  test.each([
    [0, 1, false],
    [0, 1000, false],
    [5, 4, false],
    [1, 1, true],
    [1, 1000, true],
    [3, 4, true],
  ])('a share of %i/%i: %s', (numerator, denominator, fits) => {
    expect(takes(custom(numerator, denominator))).toBe(fits)
  })

  test.each([
    ['the same id', ['a', 'a'], ['Có', 'Không']],
    ['the same words', ['a', 'b'], ['Có', ' CÓ ']],
    ['the same words, written in two ways', ['a', 'b'], ['Có', 'Có'.normalize('NFD')]],
    ['nothing to be seen', ['a', 'b'], ['Có', '\u200b']],
    ['one alone', ['a'], ['Có']],
  ])('options with %s', (_, ids, labels) => {
    expect(takes({ options: ids.map((optionId, n) => ({ optionId, label: labels[n] })), decides: null })).toBe(false)
  })

  test('an option decides that is none', () => expect(takes({ decides: 'c' })).toBe(false))
})

test('a quorum is the whole at most; none is none', () => {
  const settings = (numerator: number) =>
    PlanInput.shape.settings.safeParse({ quorum: { numerator, denominator: 2 } }).success
  expect([settings(0), settings(2), settings(3)]).toEqual([true, true, false])
})

test('a reminder that is asked for twice is one: written down twice, none would be sent', () => {
  expect(MeetingSettings.parse({ reminderMinutes: [60, 60, 1440] }).reminderMinutes).toEqual([60, 1440])
})
