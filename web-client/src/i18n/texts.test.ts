import { errorTexts } from '@diem-cau/signaling-contract'
import { ErrorCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { en as adminEn } from '../views/admin/texts.en.ts'
import { vi as adminVi } from '../views/admin/texts.ts'
import { en as answerEn, vi as answerVi } from '../views/answer/texts.ts'
import { en as agendaEn, vi as agendaVi } from '../views/conduct/agenda/texts.ts'
import { en as notesEn, vi as notesVi } from '../views/conduct/notes/texts.ts'
import { en as rollCallEn, vi as rollCallVi } from '../views/conduct/rollCall/texts.ts'
import { en as votesEn, vi as votesVi } from '../views/conduct/votes/texts.ts'
import { en as floorEn, vi as floorVi } from '../views/conduct/floor/texts.ts'
import { en as chatEn, vi as chatVi } from '../views/conduct/chat/texts.ts'
import { en as conductEn, vi as conductVi } from '../views/conduct/texts.ts'
import { en as peopleEn, vi as peopleVi } from '../views/conduct/participants/texts.ts'
import { en as inboxEn, vi as inboxVi } from '../views/inbox/texts.ts'
import { en as minutesEn, vi as minutesVi } from '../views/minutes/texts.ts'
import { en as reportsEn, vi as reportsVi } from '../views/reports/texts.ts'
import { en as scheduleEn, vi as scheduleVi } from '../views/planning/texts.ts'
import { en as roomEn, vi as roomVi } from '../views/room/texts.ts'
import { en as securityEn, vi as securityVi } from '../views/security/texts.ts'
import { en as shellEn, vi as shellVi } from '../views/shell/texts.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

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
