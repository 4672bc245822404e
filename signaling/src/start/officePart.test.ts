import { expect, test } from 'vitest'
import { accountOf } from '../testing/people.ts'
import { partsForTests } from '../testing/partsForTests.ts'
import { officePart } from './officePart.ts'
import { storePart } from './storePart.ts'

async function startedOffice(publicUrl: string | null) {
  const { settings, parts, server, address } = await partsForTests({ publicUrl })
  const store = await parts.start('store', (closing) => storePart(settings, closing))
  const office = await parts.start('office', (closing) => officePart(settings, store, address, closing))
  return { office, server, address, parts }
}

test('links lead to where the server listens, and cannot be made before it does', async () => {
  const { office, server, address } = await startedOffice(null)
  const link = () => office.post.hooks.guestLink(accountOf('guest'))
  expect(link).toThrow('does not listen')
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  expect(link()).toMatch(`http://127.0.0.1:${address.listening.port}/`)
})

test('links lead to where people reach the office, when that was told', async () => {
  const { office } = await startedOffice('https://hop.cantho.example')
  expect(office.post.hooks.guestLink(accountOf('guest'))).toMatch('https://hop.cantho.example/')
})

test('what goes on by itself begins when it is told to, and is over once the part is closed', async () => {
  const { office, parts } = await startedOffice('https://hop.cantho.example')
  await office.begin()
  await parts.close()
})
