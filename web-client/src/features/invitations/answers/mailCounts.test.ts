import type { AnswerRow } from '@diem-cau/signaling-contract/office'
import { expect, test } from 'vitest'
import { mailCounts } from './mailCounts.ts'

const rows = (...mails: AnswerRow['mail'][]): AnswerRow[] =>
  mails.map((mail, n) => ({ kind: 'unit', id: `u${n}`, name: `Xã ${n}`, answer: null, earlier: null, mail }))

test('mails are counted by what became of them; those of meetings that are over are not', () => {
  expect(mailCounts({ rows: rows('sent', 'sent', 'waiting', 'failed', 'none', 'gone'), mailConfigured: true })).toEqual(
    { sent: 2, waiting: 1, stuck: 0, failed: 1, none: 1 },
  )
})

test('without a mail server nothing is on its way', () => {
  expect(mailCounts({ rows: rows('waiting', 'none', 'none'), mailConfigured: false })).toEqual({
    sent: 0,
    waiting: 0,
    stuck: 1,
    failed: 0,
    none: 2,
  })
})
