import { expect, test } from 'vitest'
import { at, queryString } from './officeRequest.ts'

test('an address cannot be left by an id with a slash or a question mark in it', () => {
  expect(at('units', '../me?x', 'changes')).toBe('/api/units/..%2Fme%3Fx/changes')
})

test('what is empty is left out of a query, a false is not', () => {
  expect(queryString({ q: '', cursor: undefined, unit: null, disabled: false, limit: 50 })).toBe(
    '?disabled=false&limit=50',
  )
  expect(queryString({})).toBe('')
  expect(queryString({ q: 'châu & liêm' })).toBe('?q=ch%C3%A2u+%26+li%C3%AAm')
})
