import { fromWallClock } from '@diem-cau/signaling-contract'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { calendarTexts } from '../invitations/calendarTexts.ts'
import { readReplies } from './readReplies.ts'

const WARD = 'ward@example.vn'
/** Wednesday, 17:00 in Ho Chi Minh City. */
const DATE = fromWallClock(2026, 10, 25, 17)

type Changes = {
  readonly method?: string | null
  readonly zones?: readonly string[]
  readonly event?: readonly string[]
  readonly attendees?: readonly string[]
}

function calendar({
  method = 'REPLY',
  zones = [],
  event = [],
  attendees = [`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${WARD}`],
}: Changes): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//X//Y//EN',
    ...(method === null ? [] : [`METHOD:${method}`]),
    ...zones,
    'BEGIN:VEVENT',
    'UID:s.1@diem-cau',
    'DTSTAMP:20261123T060000Z',
    ...attendees,
    ...event,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

async function readMail(head: readonly string[], body: Buffer | string) {
  const mail = await simpleParser(Buffer.concat([Buffer.from([...head, '', ''].join('\r\n')), Buffer.from(body)]))
  return readReplies(calendarTexts(mail.attachments))
}

const TYPE = 'Content-Type: text/calendar; charset=utf-8; method=REPLY'
const read = async (changes: Changes) => (await readMail([TYPE], calendar(changes))).replies

const TOKYO = [
  'BEGIN:VTIMEZONE',
  'TZID:Tokyo Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'END:STANDARD',
  'END:VTIMEZONE',
]
/** Outlook writes it so, with summer time. */
const BERLIN = [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
]
const HOSTILE = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Tokyo',
  'BEGIN:STANDARD',
  'DTSTART:19000101T000000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=SECONDLY',
  'END:STANDARD',
  'END:VTIMEZONE',
]

test.each<[name: string, changes: Changes]>([
  ['in UTC', { event: ['RECURRENCE-ID:20261125T100000Z'] }],
  ['in the zone of the invitation', { event: ['RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261125T170000'] }],
  [
    'in it by the name of Windows, without its rules',
    { event: ['RECURRENCE-ID;TZID="SE Asia Standard Time":20261125T170000'] },
  ],
  [
    'in a zone of Windows with its rules',
    { zones: TOKYO, event: ['RECURRENCE-ID;TZID=Tokyo Standard Time:20261125T190000'] },
  ],
  [
    'in one that has summer time',
    { zones: BERLIN, event: ['RECURRENCE-ID;TZID="W. Europe Standard Time":20261125T110000'] },
  ],
  ['in a zone that is only named', { event: ['RECURRENCE-ID;TZID=Asia/Tokyo:20261125T190000'] }],
  [
    'as Thunderbird and Evolution name it',
    { event: ['RECURRENCE-ID;TZID=/mozilla.org/20070129_1/Asia/Tokyo:20261125T190000'] },
  ],
  [
    'in a zone whose rules would take for ever',
    { zones: HOSTILE, event: ['RECURRENCE-ID;TZID=Asia/Tokyo:20261125T190000'] },
  ],
  [
    'in a zone that nobody knows: the clock of the office',
    { event: ['RECURRENCE-ID;TZID=Giờ Việt Nam:20261125T170000'] },
  ],
  ['in none', { event: ['RECURRENCE-ID:20261125T170000'] }],
])('the date of a series that is answered, written %s', async (_name, changes) => {
  expect(await read(changes)).toMatchObject([{ eventId: 's.1', date: { at: DATE } }])
})

test('summer time is that of the date', async () => {
  const event = ['RECURRENCE-ID;TZID="W. Europe Standard Time":20260715T120000']
  expect(await read({ zones: BERLIN, event })).toMatchObject([{ date: { at: Date.UTC(2026, 6, 15, 10) } }])
  expect(await read({ event: ['RECURRENCE-ID;TZID=Europe/Berlin:20260715T120000'] })).toMatchObject([
    { date: { at: Date.UTC(2026, 6, 15, 10) } },
  ])
})

test('some programs name the day alone; none names the whole series', async () => {
  expect(await read({ event: ['RECURRENCE-ID;VALUE=DATE:20261125'] })).toMatchObject([{ date: { day: '2026-11-25' } }])
  expect(await read({})).toMatchObject([{ date: null }])
})

test.each<[name: string, line: string]>([
  ['in capitals', `ATTENDEE;PARTSTAT=DECLINED:MAILTO:${WARD.toUpperCase()}`],
  ['in small letters', `attendee;partstat=declined:mailto:${WARD}`],
  [
    'with a name in quotes that has a colon',
    `ATTENDEE;CN="Phường: Thới An; ""A""";ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED:mailto:${WARD}`,
  ],
  ['with a name that has a colon and no quotes', `ATTENDEE;PARTSTAT=DECLINED;CN=UBND phường: Thới An:mailto:${WARD}`],
  ['with the answer behind such a name', `ATTENDEE;CN=UBND phường: Thới An;PARTSTAT=DECLINED:mailto:${WARD}`],
  [
    'folded',
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PART\r\n STAT=DECL\r\n\tINED;X-NUM-GUESTS=0:mai\r\n lto:${WARD}`,
  ],
  ['by somebody on their behalf', `ATTENDEE;SENT-BY="mailto:clerk@example.vn";PARTSTAT=DECLINED:mailto:${WARD}`],
  ['as iCloud does, with the address as parameter', `ATTENDEE;EMAIL=${WARD};PARTSTAT=DECLINED:/123456/principal/`],
])('who answers, written %s', async (_name, line) => {
  expect(await read({ attendees: [line] })).toMatchObject([{ attendees: [{ address: WARD, answer: 'declined' }] }])
})

test('all whom it names are told apart', async () => {
  const attendees = [
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@example.vn',
    `ATTENDEE;PARTSTAT=DECLINED:mailto:${WARD}`,
    'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:other@example.vn',
  ]
  expect((await read({ attendees }))[0]?.attendees).toEqual([
    { address: 'boss@example.vn', answer: 'attending' },
    { address: WARD, answer: 'declined' },
    { address: 'other@example.vn', answer: null },
  ])
})

test('a COUNTER answers, and says what time it proposes', async () => {
  const [reply] = await read({
    method: 'COUNTER',
    attendees: [`ATTENDEE;PARTSTAT=TENTATIVE:mailto:${WARD}`],
    event: ['DTSTART;TZID=Asia/Ho_Chi_Minh:20261126T083000', 'COMMENT:Trùng lịch'],
  })
  expect(reply).toMatchObject({
    attendees: [{ answer: 'tentative' }],
    note: 'Trùng lịch. Đề nghị họp lúc 08:30, 26/11/2026',
  })
})

test('words of who answers are found where Google and Apple write them', async () => {
  expect(
    await read({ attendees: [`ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT="Đến muộn: 10 phút":mailto:${WARD}`] }),
  ).toMatchObject([{ note: 'Đến muộn: 10 phút' }])
  expect(
    await read({ event: [`X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x":Bận`] }),
  ).toMatchObject([{ note: 'Bận' }])
})

test.each<[name: string, charset: string, bytes: readonly number[]]>([
  // "Đến muộn" in the code page of Vietnamese Windows: letters with combining marks.
  ['as it says', 'windows-1258', [0xd0, 0xea, 0xec, 0x6e, 0x20, 0x6d, 0x75, 0xf4, 0xf2, 0x6e]],
  ['though it says nothing', '', [0xd0, 0xea, 0xec, 0x6e, 0x20, 0x6d, 0x75, 0xf4, 0xf2, 0x6e]],
])('a comment in windows-1258 is read, %s', async (_name, charset, bytes) => {
  const [before, after] = splitAt(calendar({ event: ['COMMENT:%%'] }), '%%')
  const type = charset === '' ? 'Content-Type: text/calendar' : `Content-Type: text/calendar; charset="${charset}"`
  const { replies } = await readMail(
    [type],
    Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]),
  )
  expect(replies).toMatchObject([{ note: 'Đến muộn' }])
})

test('a line may be folded within a letter', async () => {
  const bytes = Buffer.from(calendar({ event: ['COMMENT:Bận'] }))
  const letter = bytes.indexOf(Buffer.from('ậ'))
  const folded = Buffer.concat([bytes.subarray(0, letter + 1), Buffer.from('\r\n '), bytes.subarray(letter + 1)])
  expect((await readMail([TYPE], folded)).replies).toMatchObject([{ note: 'Bận' }])
})

test.each<[name: string, head: readonly string[], body: string]>([
  [
    'in base64',
    ['Content-Type: text/calendar; charset=utf-8', 'Content-Transfer-Encoding: base64'],
    Buffer.from(calendar({})).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  ],
  [
    'in quoted-printable',
    ['Content-Type: TEXT/CALENDAR; charset=UTF-8', 'Content-Transfer-Encoding: quoted-printable'],
    calendar({}).replaceAll('=', '=3D'),
  ],
  [
    'as a file alone',
    [
      'Content-Type: application/octet-stream; name="invite.ics"',
      'Content-Disposition: attachment; filename="invite.ics"',
      'Content-Transfer-Encoding: base64',
    ],
    Buffer.from(calendar({})).toString('base64'),
  ],
  [
    'with its method in the head of the part alone',
    ['Content-Type: text/calendar; method=reply; charset=utf-8'],
    calendar({ method: null }),
  ],
  ['with line ends of Unix and a mark at its beginning', [TYPE], `\uFEFF${calendar({}).replaceAll('\r\n', '\n')}`],
  [
    'with lines that no standard knows',
    [TYPE],
    calendar({ event: ['X-ALT-DESC;FMTTYPE=text/html:<b>', 'and more of it', 'X-BROKEN;=;:'] }),
  ],
])('a mail is read that brings its answer %s', async (_name, head, body) => {
  expect((await readMail(head, body)).replies).toMatchObject([{ eventId: 's.1', attendees: [{ answer: 'attending' }] }])
})

test('Outlook sends it twice in one mail: it counts once', async () => {
  const part = (type: string, more: string) => ['--b', type, more, '', calendar({}), ''].join('\r\n')
  const body = [
    '--b',
    'Content-Type: text/plain',
    '',
    'Accepted',
    part(TYPE, 'Content-Transfer-Encoding: 8bit'),
    part('Content-Type: application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="invite.ics"'),
    '--b--',
    '',
  ].join('\r\n')
  expect(await readMail(['Content-Type: multipart/mixed; boundary=b'], body)).toMatchObject({
    replies: [{ eventId: 's.1' }],
    left: 0,
  })
})

test.each(['REQUEST', 'CANCEL', 'DECLINECOUNTER', 'PUBLISH'])('%s is no answer', async (method) => {
  expect(await read({ method })).toEqual([])
})

test('of thousands of answers in one mail a few are taken, soon, and the others are counted', () => {
  const event = (n: number) => [
    'BEGIN:VEVENT',
    'UID:s.1@diem-cau',
    `RECURRENCE-ID:${String(20_000_101 + n)}T000000Z`,
    `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${WARD}`,
    'END:VEVENT',
  ]
  const text = [
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    ...Array.from({ length: 6000 }, (_, n) => event(n % 28)).flat(),
    'END:VCALENDAR',
  ].join('\r\n')
  const { replies, left } = readReplies([{ text, method: '' }])
  expect([replies.length, left]).toEqual([20, 5980])
})

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + mark.length)]
}
