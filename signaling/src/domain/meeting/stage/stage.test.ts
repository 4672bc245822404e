import { expect, test } from 'vitest'
import { asks, grant, opened } from '../../../testing/conduct.ts'
import { after, at, participantOf, refusal } from '../../../testing/people.ts'

test('9.3 a paper is turned by its presenter and the office only', () => {
  const open = { type: 'paper:open', data: { paperId: 'p.1', version: 1, page: 1 }, paperName: 'Báo cáo' } as const
  const state = after(...opened, grant('a'), [open, at('a')])
  expect(state.conduct.paper).toMatchObject({ name: 'Báo cáo', presenter: participantOf('a'), page: 1 })
  expect(refusal(state, ...asks('b', 'paper:turn', { page: 2 }))).toBe('forbidden')
  expect(after(...opened, grant('a'), [open, at('a')], asks('a', 'paper:turn', { page: 2 })).conduct.paper?.page).toBe(
    2,
  )
  expect(refusal(after(...opened), open, at('a'))).toBe('forbidden')
  expect(refusal(after(...opened), { ...open, paperName: null }, at('chair'))).toBe('notFound')
})

test('9.1 only who acts as the chair decides what everyone watches', () => {
  const stage = { kind: 'pinned' as const, participantIds: [participantOf('a')] }
  expect(refusal(after(...opened), ...asks('a', 'stage:set', { stage }))).toBe('forbidden')
  expect(after(...opened, asks('chair', 'stage:set', { stage })).conduct.stage).toEqual(stage)
})
