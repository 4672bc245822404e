import { UnitCode } from '@diem-cau/signaling-contract'
import { Action, Role } from '@diem-cau/signaling-contract/office'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionsOf, allowed, may, officePermissions } from './officePermissions.ts'

/** The reach of each role: a = everywhere, b = its unit and the branch below, u = its unit alone, - = not at all. */
const roles: readonly Role[] = ['itAdmin', 'chair', 'secretary', 'official', 'technician']
const matrix: Record<Action, string> = {
  'unit.read': '        a a a a a',
  'unit.manage': '      b - - - -',
  'account.read': '     b b b - -',
  'account.manage': '   b - - - -',
  'room.read': '        b b b - b',
  'room.manage': '      b - - - -',
  'audit.read': '       b - - - -',
  'outbox.read': '      b u u - -',
  'group.manage': '     - u u - -',
  'meeting.read': '     b b b u u',
  'meeting.manage': '   - u u - -',
  'paper.manage': '     - u u - -',
  'invitation.answer': '- u u u -',
  'line.test': '        b b b - b',
  'node.manage': '      b - - - -',
  'operations.read': '  b - - - b',
  'operations.act': '   b - - - b',
  'meeting.end': '      b - - - -',
  'alert.manage': '     b - - - -',
  'integration.manage': 'b - - - -',
}
const reaches = { a: 'all', b: 'branch', u: 'unit', '-': undefined } as const
const isReach = (letter: string): letter is keyof typeof reaches => letter in reaches

const code = (text: string) => UnitCode.parse(text)
const path = ['city', 'district', 'ward'].map(code)
const held = (role: Role, unit: string) => [{ role, unitCode: code(unit) }]

test('the table is about every role and every action', () => {
  expect(roles.toSorted()).toEqual(Role.options.toSorted())
  expect(Object.keys(matrix).toSorted()).toEqual(Action.options.toSorted())
})

describe.each(roles.map((role, column) => ({ role, column })))('$role', ({ role, column }) => {
  test.each(Action.options)('%s', (action) => {
    const letter = matrix[action].trim().split(' ')[column] ?? ''
    if (!isReach(letter)) throw new Error(`what is ${letter}?`)
    expect(officePermissions[role][action]).toBe(reaches[letter])
    // The role is held at the district, and asked of the district, of a ward below, of the city above, of a district beside.
    const asked = [path.slice(0, 2), path, path.slice(0, 1), ['city', 'other'].map(code)]
    const expected = {
      a: [true, true, true, true],
      b: [true, true, false, false],
      u: [true, false, false, false],
      '-': [false, false, false, false],
    }
    expect(asked.map((where) => may(held(role, 'district'), action, where))).toEqual(expected[letter])
  })
})

test('without a role nothing is allowed anywhere', () => {
  for (const action of Action.options) expect(may([], action, path)).toBe(false)
  expect(actionsOf([])).toEqual([])
})

test('a unit that is not there has no path, and nothing but what is allowed everywhere is allowed at it', () => {
  expect(may(held('itAdmin', 'city'), 'unit.manage', [])).toBe(false)
  expect(may(held('chair', 'city'), 'meeting.manage', [])).toBe(false)
})

const codes = fc.constantFrom('a', 'b', 'c', 'd', 'e').map(code)
const grants = fc.array(fc.record({ role: fc.constantFrom(...roles), unitCode: codes }), { maxLength: 4 })
const paths = fc.uniqueArray(codes, { minLength: 1, maxLength: 5 })
const actions = fc.constantFrom(...Action.options)

test('more roles never allow less', () => {
  fc.assert(
    fc.property(grants, grants, actions, paths, (some, more, action, where) => {
      if (may(some, action, where)) expect(may([...some, ...more], action, where)).toBe(true)
    }),
  )
})

test('each role counts by itself: together they allow what one of them allows', () => {
  fc.assert(
    fc.property(grants, actions, paths, (all, action, where) => {
      expect(may(all, action, where)).toBe(all.some((grant) => may([grant], action, where)))
    }),
  )
})

test('a role reaches down, never up or sideways: a unit off its path is out of reach', () => {
  fc.assert(
    fc.property(fc.constantFrom(...roles), codes, actions, paths, (role, unitCode, action, where) => {
      if (officePermissions[role][action] === 'all') return
      const reach = officePermissions[role][action]
      const expected = reach === 'branch' ? where.includes(unitCode) : reach === 'unit' && where.at(-1) === unitCode
      expect(may([{ role, unitCode }], action, where)).toBe(expected)
    }),
  )
})

test('the scope of a list allows exactly what is asked one by one', () => {
  fc.assert(
    fc.property(grants, actions, paths, (all, action, where) => {
      const scope = allowed(all, action)
      const inScope =
        scope.all ||
        scope.branches.some((unit) => where.includes(unit)) ||
        scope.units.some((unit) => unit === where.at(-1))
      expect(inScope).toBe(may(all, action, where))
    }),
  )
})

test('what somebody may do somewhere is named, and nothing else', () => {
  fc.assert(
    fc.property(grants, (all) => {
      const anywhere = Action.options.filter((action) =>
        all.some(({ role, unitCode }) => may([{ role, unitCode }], action, [unitCode])),
      )
      expect(actionsOf(all)).toEqual(anywhere)
    }),
  )
})
