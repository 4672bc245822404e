import { OptionId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { voteChoices } from './voteChoices.ts'

const yes = OptionId.parse('yes')
const voters = { b: 'Phường 10', a: 'Phường 9', c: 'Phường Ô Môn' }
const vote = { secret: false, status: 'closed', voters, ballots: { a: yes, c: yes } } as const

test('12.4 after closing each voter is listed with what they chose, whoever did not vote too', () => {
  expect(voteChoices(vote).map(({ name, optionId }) => [name, optionId])).toEqual([
    ['Phường 9', yes],
    ['Phường 10', null],
    ['Phường Ô Môn', yes],
  ])
})

test('12.5, 12.6 nobody is listed of a secret vote, nor of one that is still open', () => {
  expect(voteChoices({ ...vote, secret: true, ballots: { a: null } })).toEqual([])
  expect(voteChoices({ ...vote, status: 'open' })).toEqual([])
})
