import { expect, test } from 'vitest'
import { ItemId } from '../core/ids.ts'
import type { MinutesContent } from './minutes.ts'
import { minutesGaps } from './minutesGaps.ts'

const item = (title: string, changes: Partial<MinutesContent['items'][number]> = {}) => ({
  itemId: ItemId.parse('i'),
  title,
  presenter: '',
  discussed: true,
  speeches: [],
  votes: [],
  conclusion: 'Thống nhất.',
  ...changes,
})
const content = (changes: Partial<MinutesContent>): MinutesContent => ({
  superior: '',
  office: 'UBND',
  number: '1',
  symbol: 'BB',
  numberedOn: null,
  subject: 'Giao ban',
  startedAt: 0,
  endedAt: 0,
  place: 'P1',
  hostPeople: '',
  units: [],
  briefMinutes: 5,
  guests: '',
  technicians: '',
  opening: '',
  chair: { name: 'A', position: '' },
  standIns: '',
  secretary: { name: 'B', position: '' },
  items: [item('Một')],
  recipients: [],
  ...changes,
})

test('minutes that lack nothing have no gaps, in whatever language their names are written', () => {
  expect(minutesGaps(content({ hostPeople: 'Thạch Sa Rươn, ឧបាសក ថាច់, ꨇꨯꨱꨥ – “Ω” № 5 ©' }))).toEqual([])
})

test('what is empty is named in the order of the paper; what was not discussed has no conclusion', () => {
  const said = { speaker: 'A', seconds: null, text: 'Nhất trí.' }
  const gaps = minutesGaps(
    content({
      number: '',
      place: '',
      chair: { name: '', position: '' },
      secretary: { name: '', position: '' },
      items: [
        item('Một', { speeches: [said, { ...said, text: '' }, { ...said, text: '' }] }),
        item('Hai', { conclusion: '' }),
        item('Ba', { conclusion: '', discussed: false }),
      ],
      hostPeople: '王小明, 😀',
    }),
  )
  expect(gaps).toEqual([
    { kind: 'number' },
    { kind: 'place' },
    { kind: 'chair' },
    { kind: 'secretary' },
    { kind: 'speeches', item: 1, title: 'Một', count: 2 },
    { kind: 'conclusion', item: 2, title: 'Hai' },
    { kind: 'letters', letters: '王小明😀' },
  ])
})
