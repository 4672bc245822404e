import { expect, test } from 'vitest'
import { accountOf, schedule } from '../testing/people.ts'
import { partsForTests } from '../testing/partsForTests.ts'
import { authPart } from './authPart.ts'
import { storePart } from './storePart.ts'

async function storeWith(name: string, kind: 'person' | 'guest') {
  const { settings, parts, address } = await partsForTests()
  const store = await parts.start('store', (closing) => storePart(settings, closing))
  const { code } = schedule.hostUnit
  await store.units.add([{ code, parentCode: null, kind: 'ward', name: 'Phường Thử' }])
  const accountId = accountOf(name)
  await store.accounts.add([{ id: accountId, login: name, name, unitCode: code, passwordHash: '-', kind }], 0)
  return { accountId, settings, start: (isIn: () => boolean) => authPart(settings, store, address, { isIn }) }
}

test('who was signed in before a start is so after it: the keys are kept', async () => {
  const { accountId, settings, start } = await storeWith('chair', 'person')
  const before = await start(() => false)
  const after = await start(() => false)
  const { token } = await before.tokens.issue(accountId, settings.clock())
  expect((await after.identify(token)).account).toMatchObject({ accountId, name: 'chair' })
  expect(after.sealer.unseal(before.sealer.seal('secret', 'test'), 'test')).toBe('secret')
})

test('1.11 a guest whose invitation is over is one of the office as long as they are in a meeting', async () => {
  const { accountId, settings, start } = await storeWith('guest', 'guest')
  let isIn = true
  const auth = await start(() => isIn)
  const { token } = await auth.tokens.issue(accountId, settings.clock())
  expect((await auth.identify(token)).account.kind).toBe('guest')
  isIn = false
  await expect(auth.identify(token)).rejects.toMatchObject({ code: 'unauthenticated' })
})
