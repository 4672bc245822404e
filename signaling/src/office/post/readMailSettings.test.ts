import { expect, test } from 'vitest'
import { readMailSettings } from './readMailSettings.ts'

const none = { DIEM_CAU_SMTP_SECURE: false }

test('without settings there is no mail, and nothing is wrong', () => {
  expect(readMailSettings(none, null)).toEqual({ settings: null, problems: [] })
})

test('a URL says it all', () => {
  const { settings } = readMailSettings(
    {
      ...none,
      DIEM_CAU_SMTP_URL: 'smtps://hop%40example.vn:m%C3%A2t@mail.example.vn',
      DIEM_CAU_MAIL_FROM: 'hop@example.vn',
    },
    null,
  )
  expect(settings).toEqual({
    smtp: { host: 'mail.example.vn', port: 465, secure: true, auth: { user: 'hop@example.vn', pass: 'mât' } },
    from: 'hop@example.vn',
    reply: null,
  })
})

test('or its parts do, with the password in a file', () => {
  const e = {
    ...none,
    DIEM_CAU_SMTP_HOST: 'mail.example.vn',
    DIEM_CAU_SMTP_USER: 'hop',
    DIEM_CAU_MAIL_FROM: 'hop@example.vn',
    DIEM_CAU_REPLY_DOMAIN: 'tra-loi.example.vn',
  }
  expect(readMailSettings(e, 'secret').settings).toMatchObject({
    smtp: { host: 'mail.example.vn', port: 587, secure: false, auth: { user: 'hop', pass: 'secret' } },
    reply: { host: '127.0.0.1', port: 2525, domain: 'tra-loi.example.vn' },
  })
  expect(readMailSettings(e, null).problems).toEqual([
    'DIEM_CAU_SMTP_USER, DIEM_CAU_SMTP_PASSWORD_FILE: one needs the other',
  ])
})

test('what is wrong is said without the password', () => {
  const { settings, problems } = readMailSettings(
    { ...none, DIEM_CAU_SMTP_URL: 'http://hop:secret@mail.example.vn', DIEM_CAU_REPLY_DOMAIN: 'a b' },
    null,
  )
  expect(settings).toBeNull()
  expect(problems).toHaveLength(2)
  expect(problems.join()).not.toContain('secret')
})
