import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accountOf, meetingId } from '../../testing/people.ts'
import { temporaryFolder } from '../../testing/temporaryStore.ts'
import { folderKeys } from '../../auth/folderKeys.ts'
import { LinkTokens } from './LinkTokens.ts'

const tokens = new LinkTokens(Buffer.alloc(32, 1))

test('a link says what it was made for', () => {
  expect(tokens.open('answer', tokens.answer(meetingId, 'u:o-mon', true))).toEqual({
    meetingId,
    invitee: 'u:o-mon',
    all: true,
  })
  expect(tokens.open('feed', tokens.feed(accountOf('ward'), 3))).toEqual({
    accountId: accountOf('ward'),
    generation: 3,
  })
  expect(tokens.open('guest', tokens.guest(accountOf('guest')))).toEqual({ accountId: accountOf('guest') })
})

test('a link for one purpose is worth nothing for another', () => {
  expect(tokens.open('feed', tokens.guest(accountOf('ward')))).toBeNull()
  expect(tokens.open('guest', tokens.feed(accountOf('ward'), 1))).toBeNull()
})

test('a link that is guessed, cut, or changed is refused', () => {
  const token = tokens.answer(meetingId, 'u:o-mon', false)
  const [body = '', signature = ''] = token.split('.')
  const other = Buffer.from(JSON.stringify([meetingId, 'u:o-mon.thoi-an', false])).toString('base64url')
  for (const wrong of [
    '',
    '.',
    body,
    `${body}.`,
    `${other}.${signature}`,
    `${token}.${signature}`,
    token.slice(0, -2),
    `${body}.${'A'.repeat(43)}`,
    'x'.repeat(10_000),
  ]) {
    expect(tokens.open('answer', wrong), wrong.slice(0, 40)).toBeNull()
  }
})

test('a link of another installation is refused', () => {
  expect(new LinkTokens(Buffer.alloc(32, 2)).open('guest', tokens.guest(accountOf('guest')))).toBeNull()
})

test('the key is made once, and only its owner reads it', async () => {
  const folder = await temporaryFolder()
  const first = await LinkTokens.open(folderKeys(folder))
  const token = first.guest(accountOf('guest'))
  expect((await stat(join(folder, 'links.key'))).mode & 0o777).toBe(0o600)
  expect((await LinkTokens.open(folderKeys(folder))).open('guest', token)).not.toBeNull()
})

test('a reply address is the same each time for the same invited, and fits into an address', () => {
  const code = tokens.replyCode('m.1@diem-cau', 'u:o-mon', 'Ward@example.vn')
  expect(code).toMatch(/^[0-9a-f]{32}$/)
  expect(tokens.replyCode('m.1@diem-cau', 'u:o-mon', 'ward@example.vn')).toBe(code)
  expect(tokens.replyCode('m.1@diem-cau', 'u:o-mon', 'other@example.vn')).not.toBe(code)
})
