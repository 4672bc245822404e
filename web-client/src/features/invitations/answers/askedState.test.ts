import { UnitCode } from '@diem-cau/signaling-contract'
import type { Asked, GivenAnswer } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { askedKind, commonAnswer } from './askedState.ts'

const given = (answer: GivenAnswer['answer']): GivenAnswer => ({ answer, people: [], note: '', at: 0, by: 'x' })
const asked = (answer: GivenAnswer['answer'] | null, unit: string | null = null): Asked => ({
  unit: unit === null ? null : { code: UnitCode.parse(unit), name: unit },
  answer: answer && given(answer),
  earlier: null,
})

test('one invitation of several is answered when all of them are', () => {
  expect(askedKind([asked('attending')])).toBe('attending')
  expect(askedKind([asked('attending'), asked(null, 'xa')])).toBe('open')
  expect(askedKind([asked('declined'), asked('declined', 'xa')])).toBe('declined')
  expect(askedKind([])).toBe('open')
})

test('answers that differ are neither one nor the other', () => {
  expect(askedKind([asked('attending'), asked('declined', 'xa')])).toBe('tentative')
  expect(commonAnswer([asked('attending'), asked('declined', 'xa')])).toBe(null)
  expect(commonAnswer([asked('attending'), asked('attending', 'xa')])).toMatchObject({ answer: 'attending' })
})
