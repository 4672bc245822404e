import { auditActions, signInReasons } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { detailLines } from './auditDetails.ts'
import { vi } from './logTexts.ts'

const words = { yes: 'có', no: 'không', nothing: 'trống', unit: (code: string) => (code === 'o-mon' ? 'Quận Ô Môn' : code), role: (role: string) => (role === 'chair' ? 'Chủ tọa' : role), value: (word: string) => (word === 'totp' ? 'mã trên điện thoại' : word), reason: (word: string) => (word === 'wrongCode' ? 'sai mã' : word) }

test('a change shows what was and what is, units by their names', () => {
  expect(detailLines({ unitCode: ['x', 'o-mon'], place: ['', 'Tầng 2'], changeId: 'c.1' }, words)).toEqual([
    { field: 'unitCode', before: 'x', after: 'Quận Ô Môn' },
    { field: 'place', before: 'trống', after: 'Tầng 2' },
  ])
})

test('two roles are a list, two lists of roles are a change', () => {
  expect(detailLines({ grants: ['chair@o-mon', 'official@x'] }, words)).toEqual([{ field: 'grants', before: null, after: 'Chủ tọa (Quận Ô Môn), official (x)' }])
  expect(detailLines({ grants: [['official@x'], ['chair@o-mon']] }, words)).toEqual([{ field: 'grants', before: 'official (x)', after: 'Chủ tọa (Quận Ô Môn)' }])
})

test('what is neither text nor number is shown too', () => {
  expect(detailLines({ disabled: true, what: { kind: 'close' } }, words).map(({ after }) => after)).toEqual(['có', '{"kind":"close"}'])
})

test('words of the server are said in ours, what a person wrote is left alone', () => {
  expect(detailLines({ factor: 'totp', place: 'totp' }, words).map(({ after }) => after)).toEqual(['mã trên điện thoại', 'totp'])
})

test('why a sign-in was refused is said in words, a reason that was written is left alone', () => {
  expect(detailLines({ reason: 'wrongCode' }, words)).toEqual([{ field: 'reason', before: null, after: 'sai mã' }])
  expect(detailLines({ reason: 'Trùng lịch cấp trên' }, words)).toEqual([{ field: 'reason', before: null, after: 'Trùng lịch cấp trên' }])
})

test('there are words for every action on record and every reason, and for nothing else', () => {
  const named = Object.entries(vi.actions).flatMap(([subject, done]) => Object.keys(done).map((what) => `${subject}.${what}`))
  expect(named.toSorted()).toEqual([...auditActions].toSorted())
  expect(Object.keys(vi.reasons).toSorted()).toEqual([...signInReasons].toSorted())
})
