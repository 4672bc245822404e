import { auditActions, detailLines } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { auditActionText, auditDetailWords, auditFieldText } from './auditDetailWords.ts'
import { auditWords } from './auditWords.ts'

const words = auditDetailWords((code) => (code === 'o-mon' ? 'Quận Ô Môn' : code))
const afters = (details: Record<string, unknown>) => detailLines(details, words).map(({ after }) => after)

test('a change shows what was and what is, units by their names', () => {
  expect(detailLines({ unitCode: ['x', 'o-mon'], place: ['', 'Tầng 2'], changeId: 'c.1' }, words)).toEqual([
    { field: 'unitCode', before: 'x', after: 'Quận Ô Môn' },
    { field: 'place', before: 'trống', after: 'Tầng 2' },
  ])
})

test('two roles are a list, two lists of roles are a change', () => {
  expect(detailLines({ grants: ['chair@o-mon', 'official@x'] }, words)).toEqual([
    { field: 'grants', before: null, after: 'Chủ tọa (Quận Ô Môn), Cán bộ (x)' },
  ])
  expect(detailLines({ grants: [['official@x'], ['chair@o-mon']] }, words)).toEqual([
    { field: 'grants', before: 'Cán bộ (x)', after: 'Chủ tọa (Quận Ô Môn)' },
  ])
})

test('words of the server are said in ours, what a person wrote is left alone', () => {
  expect(afters({ factor: 'totp', place: 'totp', disabled: true, bytes: 2_000, by: 'Nguyễn An' })).toEqual([
    'mã trên điện thoại',
    'totp',
    'có',
    '2 kB',
    'Nguyễn An',
  ])
  expect(
    afters({
      scope: 'this',
      fields: ['time', 'place'],
      answer: 'attending',
      kind: 'rename',
      unitKind: 'ward',
      action: 'account.',
    }),
  ).toEqual(['cuộc họp này', 'thời gian, địa điểm', 'tham dự', 'đổi tên', 'Phường', 'người dùng'])
})

test('units that rules mean are said by their names', () => {
  const rules = [
    { type: 'unit', code: 'o-mon' },
    { type: 'branch', code: 'o-mon', kinds: ['ward'] },
    { type: 'except', code: 'x' },
  ]
  expect(afters({ rules })).toEqual(['Quận Ô Môn, Quận Ô Môn và các đơn vị trực thuộc (Phường), trừ x'])
})

test('why a sign-in was refused is said in words, a reason that was written is left alone', () => {
  expect(afters({ reason: 'wrongCode' })).toEqual(['sai mã xác thực'])
  expect(afters({ reason: 'Trùng lịch cấp trên' })).toEqual(['Trùng lịch cấp trên'])
  expect(afters({ failure: 'unitClosed' })[0]).toMatch(/ /)
})

test('there are words for every action on record, and for nothing else', () => {
  const named = Object.entries(auditWords.actions).flatMap(([subject, done]) =>
    Object.keys(done).map((what) => `${subject}.${what}`),
  )
  expect(named.toSorted()).toEqual([...auditActions].toSorted())
  expect(auditActionText('signIn.succeeded')).toBe('Đăng nhập')
  expect(auditActionText('later.thing')).toBe('later.thing')
  expect(auditFieldText('scope')).toBe('Phạm vi')
})
