import { ItemId, requests } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { isTwice, newVoteForm, voteRequest, withLabels, withOption, withoutOption } from './voteForm.ts'

const form = { ...newVoteForm(['Tán thành', 'Không tán thành', 'Không có ý kiến'], null), question: ' Thông qua? ' }

test('a filled form is a request that the contract takes', () => {
  const request = voteRequest(form)
  expect(requests['vote:open'].data.parse(request)).toMatchObject({
    question: 'Thông qua?',
    decides: form.options[0]?.optionId,
    rule: { majority: { kind: 'simple' }, of: 'present' },
  })
})

test('10.6 that it is opened without the quorum is said on purpose, and only then', () => {
  expect(voteRequest(form, true)).toMatchObject({ belowQuorum: true })
  expect(voteRequest(form)).not.toHaveProperty('belowQuorum')
})

test('12.5 a secret ballot is final, whatever was ticked', () => {
  expect(voteRequest({ ...form, secret: true, mayChange: true })).toMatchObject({ secret: true, mayChange: false })
})

test('nothing is asked without a question, with an empty option, with one option, or with more than the whole', () => {
  expect(voteRequest({ ...form, question: ' ' })).toBeNull()
  expect(voteRequest(withOption(form))).toBeNull()
  expect(voteRequest({ ...form, options: form.options.slice(0, 1) })).toBeNull()
  expect(voteRequest({ ...form, majority: 'custom', numerator: 5, denominator: 4 })).toBeNull()
  expect(voteRequest({ ...form, majority: 'custom', numerator: 0, denominator: 4 })).toBeNull()
  expect(voteRequest({ ...form, majority: 'custom', numerator: 4, denominator: 4 })).not.toBeNull()
})

test('12.7 two options that read the same are no choice, and both say so', () => {
  const twice = withLabels(form, ['Tán thành', ' tán thành ', 'Không'])
  expect(voteRequest(twice)).toBeNull()
  expect([0, 1, 2].map((index) => isTwice(twice, index))).toEqual([true, true, false])
  expect(isTwice(withOption(withOption(form)), 3), 'empty ones are not told twice').toBe(false)
})

test('the option that decides stays the same one when another is taken away, and is none when it is taken away itself', () => {
  const second = { ...form, decides: 1 }
  expect(withoutOption(second, 0).decides).toBe(0)
  expect(withoutOption(second, 2).decides).toBe(1)
  expect(withoutOption(second, 1).decides).toBeNull()
})

test('other options are new ones, of which the first decides unless nothing does', () => {
  const other = withLabels({ ...form, decides: 2 }, ['Có', 'Không'])
  expect(other.options.map(({ label }) => label)).toEqual(['Có', 'Không'])
  expect(voteRequest(other)?.decides).toBe(other.options[0]?.optionId)
  expect(other.options.some(({ optionId }) => form.options.some((old) => old.optionId === optionId))).toBe(false)
  expect(withLabels({ ...form, decides: null }, ['Có', 'Không']).decides).toBeNull()
})

test('a vote on a point of the agenda needs no typing', () => {
  const itemId = ItemId.parse('i.1')
  expect(
    voteRequest(newVoteForm(['Tán thành', 'Không tán thành'], itemId, 'Dự toán ngân sách năm 2027')),
  ).toMatchObject({ itemId, question: 'Dự toán ngân sách năm 2027' })
})
