import { expect, test } from 'vitest'
import { opened } from '../../../testing/conduct.ts'
import { after, joins, participantOf } from '../../../testing/people.ts'
import { troubles } from './troubles.ts'

test('9.7 what is wrong with a room is told to who conducts and to technicians, and to nobody else', async () => {
  const state = after(...opened, joins('technician', 'technician'), joins('observer', 'observer'))
  const from = state.participants[participantOf('a')]!
  const passed = await troubles.answer(state, from, { troubles: ['echo', 'lineUp', 'echo'] }, {})
  if (passed instanceof Error) throw passed
  const told = new Map(passed.tell?.map(({ to, notice }) => [to, notice]))
  expect([...told.keys()].toSorted()).toEqual(
    ['chair', 'deputy', 'secretary', 'technician'].map(participantOf).toSorted(),
  )
  for (const notice of told.values())
    expect(notice).toEqual({ name: 'troubles', participantId: from.participantId, troubles: ['echo', 'lineUp'] })
})
