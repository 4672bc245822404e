import { expect, test } from 'vitest'
import { StartupError } from '../db/engine/StartupError.ts'
import { partsForTests } from '../testing/partsForTests.ts'
import { Parts } from './Parts.ts'
import { storePart } from './storePart.ts'

test('the data are one server’s alone until it is closed, and whoever asks for them is told where it is', async () => {
  const { settings, parts } = await partsForTests()
  const { announce, units } = await parts.start('store', (closing) => storePart(settings, closing))
  await announce('http://10.0.0.7:8080')
  expect(await units.isEmpty()).toBe(true)

  const second = new Parts(settings.logger)
  const refused = second.start('store', (closing) => storePart(settings, closing))
  await expect(refused).rejects.toBeInstanceOf(StartupError)
  await expect(refused).rejects.toMatchObject({ en: expect.stringContaining('http://10.0.0.7:8080') })
  await second.close()

  await parts.close()
  const third = new Parts(settings.logger)
  await third.start('store', (closing) => storePart(settings, closing))
  await third.close()
})
