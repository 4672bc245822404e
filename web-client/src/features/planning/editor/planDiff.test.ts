import { AccountId, UnitCode } from '@diem-cau/signaling-contract'
import type { PersonRef } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences, diffFields, differs, merged, type DiffField, type Side } from './planDiff.ts'
import { newPlan, problemsOf, refusedFields, rescheduled, timesOf, withStart, type PlanForm } from './planForm.ts'

const NOW = Date.parse('2026-11-22T03:00:00Z')
const person = (n: number): PersonRef => ({
  accountId: AccountId.parse(`a.${n}`),
  name: `Nguyễn Văn ${n}`,
  position: 'Chủ tịch',
  unit: { code: UnitCode.parse('o-mon'), name: 'Quận Ô Môn' },
})
const base = newPlan(NOW, null, UnitCode.parse('o-mon'))

/** Some forms, alike in some fields and unlike in others. */
const forms: fc.Arbitrary<PlanForm> = fc
  .record({
    title: fc.constantFrom('', 'Giao ban', 'Họp tuần'),
    place: fc.constantFrom('', 'Hội trường A'),
    chair: fc.constantFrom(null, person(1), person(2)),
    start: fc.constantFrom('07:30', '08:00'),
    invite: fc.constantFrom([], [{ type: 'unit' as const, code: UnitCode.parse('a') }]),
  })
  .map((change) => ({ ...base, ...change }))

const all = (side: Side): ReadonlyMap<DiffField, Side> => new Map(diffFields.map((field) => [field, side]))

test('choosing one side everywhere is that side', () => {
  fc.assert(
    fc.property(forms, forms, (mine, theirs) => {
      expect(merged(mine, theirs, all('mine'))).toEqual(mine)
      expect(merged(mine, theirs, all('theirs'))).toEqual(theirs)
    }),
  )
})

test('what only one of the two changed is merged without asking; what both changed differently is a conflict', () => {
  fc.assert(
    fc.property(forms, forms, forms, (base, mine, theirs) => {
      const found = differences(base, mine, theirs)
      const together = merged(mine, theirs, new Map(found.map(({ field, proposed }) => [field, proposed])))
      for (const field of ['title', 'place', 'chair', 'start', 'invite'] as const) {
        if (
          differences(base, { ...base, [field]: mine[field] }, { ...base, [field]: theirs[field] }).some(
            ({ conflict }) => conflict,
          )
        )
          continue
        const expected = JSON.stringify(mine[field]) === JSON.stringify(base[field]) ? theirs[field] : mine[field]
        expect(together[field]).toEqual(expected)
      }
    }),
  )
})

test('another name or position of the same chair is no difference', () => {
  const renamed = { ...person(1), name: 'Nguyễn Văn Một', position: 'Bí thư' }
  expect(differs({ ...base, chair: person(1) }, { ...base, chair: renamed })).toBe(false)
  expect(differs({ ...base, chair: person(1) }, { ...base, chair: person(2) })).toBe(true)
})

test('another quorum or another time to speak is a change of the settings', () => {
  const changed = { ...base, settings: { ...base.settings, quorum: { numerator: 2, denominator: 3 } } }
  expect(differences(base, changed, { ...base, settings: { ...base.settings, speakMinutes: null } })).toEqual([
    { field: 'settings', conflict: true, proposed: 'mine' },
  ])
  expect(differs(base, { ...base, settings: { ...base.settings, quorum: { numerator: 1, denominator: 2 } } })).toBe(
    false,
  )
})

test('a new start keeps the length of the meeting', () => {
  const form = { ...base, ...timesOf(Date.parse('2026-11-23T00:30:00Z'), Date.parse('2026-11-23T03:00:00Z')) }
  const moved = withStart(form, { start: '22:00' })
  expect([moved.end, moved.endDate]).toEqual(['00:30', '2026-11-24'])
  expect(withStart(form, { date: '2026-12-01' }).endDate).toBe('2026-12-01')
  expect(withStart(form, { start: '' }).end).toBe('10:00')
})

test('what cannot be is said at its field', () => {
  const whole = {
    ...base,
    title: 'Giao ban',
    chair: person(1),
    invite: [{ type: 'unit' as const, code: UnitCode.parse('a') }],
  }
  expect(problemsOf(whole, false, NOW)).toEqual({})
  expect(problemsOf({ ...whole, end: '06:00' }, false, NOW)).toEqual({ end: 'endsBeforeStart' })
  expect(problemsOf({ ...whole, date: '' }, false, NOW).date).toBe('noSuchTime')
  expect(problemsOf({ ...whole, date: '2026-11-01', endDate: '2026-11-01' }, false, NOW)).toEqual({ date: 'past' })
  const today = timesOf(NOW - 60 * 60_000, NOW + 60 * 60_000)
  expect(problemsOf({ ...whole, ...today }, false, NOW), 'at the hour, when the day is right').toEqual({
    start: 'past',
  })
  expect(problemsOf({ ...whole, ...today }, false, NOW, NOW - 60 * 60_000), 'it was sent out like this').toEqual({})
  expect(problemsOf({ ...whole, ...timesOf(NOW - 60_000, NOW + 60 * 60_000) }, false, NOW), 'now').toEqual({})
  expect(problemsOf({ ...whole, endDate: '' }, false, NOW)).toEqual({ endDate: 'noSuchTime' })
  expect(problemsOf({ ...whole, endDate: '2026-11-01' }, false, NOW)).toEqual({ endDate: 'endsBeforeStart' })
  expect(problemsOf({ ...whole, deputy: person(1) }, false, NOW)).toEqual({ deputy: 'sameAsChair' })
  expect(
    problemsOf({ ...whole, recurrence: { rrule: 'FREQ=DAILY;UNTIL=20200101T165900Z', except: [] } }, false, NOW),
  ).toEqual({ recurrence: 'recurrenceUntil' })
  expect(problemsOf({ ...whole, invite: [] }, false, NOW)).toEqual({ invite: 'nobodyInvited' })
  expect(problemsOf({ ...whole, invite: [] }, true, NOW)).toEqual({})
  expect(
    problemsOf(
      { ...whole, guests: [{ guestId: null, name: 'Ông A', organisation: '', email: 'không phải thư' }] },
      true,
      NOW,
    ),
  ).toEqual({ guests: 'guestEmail' })
})

test('another day of the first meeting takes its series along', () => {
  const form = {
    ...base,
    ...timesOf(Date.parse('2026-11-30T00:30:00Z'), Date.parse('2026-11-30T02:30:00Z')),
    recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=4', except: [] },
  }
  const moved = rescheduled(form, { date: '2026-12-01' })
  expect([moved.date, moved.endDate, moved.recurrence?.rrule]).toEqual([
    '2026-12-01',
    '2026-12-01',
    'FREQ=WEEKLY;BYDAY=TU;COUNT=4',
  ])
})

test('what the contract does not take is said at its field too', () => {
  const whole = { ...base, title: 'Giao ban', chair: person(1) }
  expect(refusedFields(whole)).toEqual({})
  expect(refusedFields({ ...whole, title: 'a'.repeat(301) })).toEqual({ title: 'tooMany' })
  expect(
    refusedFields({
      ...whole,
      guests: Array.from({ length: 101 }, () => ({ guestId: null, name: 'Ông A', organisation: '', email: null })),
    }),
  ).toEqual({ guests: 'tooMany' })
})
