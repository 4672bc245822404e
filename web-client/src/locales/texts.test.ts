import { errorTexts } from '@diem-cau/signaling-contract'
import { ErrorCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { en as adminEn } from './texts/admin.en.ts'
import { vi as adminVi } from './texts/admin.ts'
import { en as answerEn, vi as answerVi } from './texts/answer.ts'
import { en as agendaEn, vi as agendaVi } from './texts/agenda.ts'
import { en as notesEn, vi as notesVi } from './texts/notes.ts'
import { en as rollCallEn, vi as rollCallVi } from './texts/rollCall.ts'
import { en as votesEn, vi as votesVi } from './texts/votes.ts'
import { en as floorEn, vi as floorVi } from './texts/floor.ts'
import { en as chatEn, vi as chatVi } from './texts/chat.ts'
import { en as conductEn, vi as conductVi } from './texts/conduct.ts'
import { en as peopleEn, vi as peopleVi } from './texts/people.ts'
import { en as inboxEn, vi as inboxVi } from './texts/inbox.ts'
import { en as minutesEn, vi as minutesVi } from './texts/minutes.ts'
import { en as reportsEn, vi as reportsVi } from './texts/reports.ts'
import { en as scheduleEn, vi as scheduleVi } from './texts/schedule.ts'
import { en as roomEn, vi as roomVi } from './texts/room.ts'
import { en as securityEn, vi as securityVi } from './texts/security.ts'
import { en as shellEn, vi as shellVi } from './texts/shell.ts'
import { en } from './texts/en.ts'
import { vi } from './texts/vi.ts'

const namespaces = [
  { name: 'translation', vi, en },
  { name: 'shell', vi: shellVi, en: shellEn },
  { name: 'minutes', vi: minutesVi, en: minutesEn },
  { name: 'reports', vi: reportsVi, en: reportsEn },
  { name: 'schedule', vi: scheduleVi, en: scheduleEn },
  { name: 'inbox', vi: inboxVi, en: inboxEn },
  { name: 'answer', vi: answerVi, en: answerEn },
  { name: 'admin', vi: adminVi, en: adminEn },
  { name: 'security', vi: securityVi, en: securityEn },
  { name: 'room', vi: roomVi, en: roomEn },
  { name: 'conduct', vi: conductVi, en: conductEn },
  { name: 'chat', vi: chatVi, en: chatEn },
  { name: 'floor', vi: floorVi, en: floorEn },
  { name: 'agenda', vi: agendaVi, en: agendaEn },
  { name: 'rollCall', vi: rollCallVi, en: rollCallEn },
  { name: 'votes', vi: votesVi, en: votesEn },
  { name: 'notes', vi: notesVi, en: notesEn },
  { name: 'people', vi: peopleVi, en: peopleEn },
]

/** Every text by its path, e.g. `signIn.title`. */
function flat(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? [...flat(value, `${path}${key}.`)] : [[`${path}${key}`, String(value)] as const],
    ),
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).toSorted((a, b) => a.localeCompare(b))

test.each(namespaces)('both languages have the same texts, none of them empty: $name', ({ vi, en }) => {
  expect([...flat(en).keys()]).toEqual([...flat(vi).keys()])
  for (const text of [...flat(vi).values(), ...flat(en).values()]) expect(text.trim()).not.toBe('')
})

test.each(namespaces)('a text has the same placeholders in both languages: $name', ({ vi, en }) => {
  const english = flat(en)
  for (const [key, text] of flat(vi)) expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)])
})

test('every error that can reach a person has words in both languages', () => {
  for (const code of ErrorCode.options) {
    expect(errorTexts.vi[code].length).toBeGreaterThan(10)
    expect(errorTexts.en[code].length).toBeGreaterThan(10)
  }
})
